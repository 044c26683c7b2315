/**
 * The columns of brands' ciphertexts, as `table.column`: what is sealed for one opens in no other, and when the keys
 * are rotated, all of them are sealed anew. Such a column ends in `_sealed`, in a table with the key (brand_id, id).
 */
export const sealedColumns = [
  'import.mends_sealed',
  'import.samples_sealed',
  'import_problem.value_sealed',
  'member.address_sealed',
  'member.real_name_sealed',
  'member_client.secret_sealed',
  'member_identity.value_sealed',
  'saved_view.state_sealed',
  'stored_file_chunk.data_sealed',
] as const;
export type SealedColumn = (typeof sealedColumns)[number];

/** Columns of ciphertexts that are one operator's each, whatever the brand. */
export type OperatorColumn = 'operator_credential.totp_secret';

/** What a value is sealed for: a column, or what goes into a message or an answer that is kept. */
export type SealedPlace = SealedColumn | OperatorColumn | 'mail' | 'sms' | 'invitation.url';

/** The table and the column of a place. */
export function tableAndColumn(place: SealedColumn | OperatorColumn): { table: string; column: string } {
  const dot = place.indexOf('.');
  return { table: place.slice(0, dot), column: place.slice(dot + 1) };
}
