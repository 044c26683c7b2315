import { DomainError, userError } from '@kolony/domain/foundation/errors';
import { decodeIdOf, type Noun } from '@kolony/domain/foundation/ids';
import { badInput } from './errors.ts';

/** The UUID of an id that an input names; `NOT_FOUND` for what isn't one of this noun, as for one that isn't there. */
export function uuidOf(noun: Noun, id: string): string {
  const uuid = decodeIdOf(noun, id);
  if (!uuid) throw new DomainError('NOT_FOUND', { noun });
  return uuid;
}

/** The UUIDs of ids in a filter; `BAD_USER_INPUT` for what isn't one of this noun. */
export function idsOf(noun: Noun, ids: readonly string[], argument: string): string[] {
  return ids.map((id) => uuidIn(noun, id, argument));
}

/** The UUID of an id in an argument; `BAD_USER_INPUT` for what isn't one of this noun. */
export function uuidIn(noun: Noun, id: string, argument: string): string {
  const uuid = decodeIdOf(noun, id);
  if (!uuid) throw badInput(userError('INVALID_ID', argument, { noun }));
  return uuid;
}
