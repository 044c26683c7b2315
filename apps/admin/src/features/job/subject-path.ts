/** Where the thing that a job is about can be looked at; undefined when it has no page. */
export function subjectPath(subjectId: string | null | undefined): string | undefined {
  return subjectId?.startsWith('import_') ? `/imports/${subjectId}` : undefined;
}
