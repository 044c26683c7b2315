import * as z from 'zod/mini';
import type { Gender, MemberUpdateInput, MemberWholeFragment } from '../../gql/graphql.ts';

/** The profile as a form holds it: nothing is null, several interests are one text. */
export interface ProfileValues {
  displayName: string;
  realName: string;
  address: string;
  gender: Gender;
  birthday: string;
  province: string;
  city: string;
  interests: string;
}

export const profileShape = {
  displayName: z.string(),
  realName: z.string(),
  address: z.string(),
  gender: z.enum(['FEMALE', 'MALE', 'OTHER', 'UNKNOWN']),
  birthday: z.string(),
  province: z.string(),
  city: z.string(),
  interests: z.string(),
};

export const emptyProfile: ProfileValues = {
  displayName: '',
  realName: '',
  address: '',
  gender: 'UNKNOWN',
  birthday: '',
  province: '',
  city: '',
  interests: '',
};

/** Real name and address stay empty: what is shown of them is masked, and empty means unchanged. */
export function profileOf(member: MemberWholeFragment): ProfileValues {
  return {
    displayName: member.displayName ?? '',
    realName: '',
    address: '',
    gender: member.gender,
    birthday: member.birthday ?? '',
    province: member.province ?? '',
    city: member.city ?? '',
    interests: member.interests.join('、'),
  };
}

export function listOf(text: string): string[] {
  return text
    .split(/[,\uFF0C、;\uFF1B\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** What a form sends; `sealed` fields only when something was typed. */
export function profileInput(values: ProfileValues): Omit<MemberUpdateInput, 'id' | 'version'> {
  const { displayName, realName, address, gender, birthday, province, city, interests } = values;
  return {
    displayName: displayName.trim() || null,
    gender,
    birthday: birthday || null,
    province: province.trim() || null,
    city: city.trim() || null,
    interests: listOf(interests),
    ...(realName.trim() && { realName: realName.trim() }),
    ...(address.trim() && { address: address.trim() }),
  };
}
