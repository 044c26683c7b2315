interface Named {
  displayName?: string | null;
  realName?: string | null;
}

/** What a member is called on a page: their own name for themselves, else the masked real name. */
export function memberName(member: Named, unnamed: string): string {
  return member.displayName || member.realName || unnamed;
}
