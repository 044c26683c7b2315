/** The shape that a translation has to have: the same keys, down to the last one. */
export type Translated<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : Translated<Source[Key]>;
};
