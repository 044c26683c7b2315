/** Every stored noun, for the ORM. Each is defined in the folder of its noun. */
export const entities = [] as const;
