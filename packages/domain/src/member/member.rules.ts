import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';

export const genders = ['female', 'male', 'other', 'unknown'] as const;
export type Gender = (typeof genders)[number];
export const memberSources = ['manual', 'import', 'api', 'mini_program', 'demo'] as const;
export type MemberSource = (typeof memberSources)[number];

/** Most characters of each text of a member. */
export const memberLimits = {
  displayName: 100,
  realName: 100,
  address: 500,
  province: 64,
  city: 64,
  interest: 50,
  tag: 50,
  note: 5000,
} as const;
const most = { interests: 50, tags: 50 } as const;
const earliestBirthday = '1900-01-01';
/** Clocks of callers may be ahead by so much. */
const clockTolerance = 5 * 60_000;

/** What is known of a member. A field that isn't given stays as it is; null clears it (gender: unknown). */
export interface MemberProfile {
  displayName?: string | null;
  realName?: string | null;
  address?: string | null;
  gender?: Gender | null;
  /** `1990-02-28`. */
  birthday?: string | null;
  province?: string | null;
  city?: string | null;
  interests?: readonly string[] | null;
  joinedAt?: Date | null;
}

const textFields = ['displayName', 'realName', 'address', 'province', 'city'] as const;
export const profileFields = [...textFields, 'gender', 'birthday', 'interests', 'joinedAt'] as const;
export type ProfileField = (typeof profileFields)[number];

/** What the calendar says in the brand: its date today, and the time of the transaction. */
export interface Today {
  date: string;
  now: Date;
}

// Making one takes milliseconds; there are as many as brands' time zones.
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar of a brand's time zone. */
export function todayIn(timeZone: string, now: Date): Today {
  // The Swedish way of writing dates is that of ISO 8601.
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  calendars.set(timeZone, calendar);
  return { date: calendar.format(now), now };
}

/**
 * A profile as it is stored: texts trimmed, an empty one null; with what is wrong with it, all at once: `TOO_LONG`,
 * `INVALID_TEXT`, `INVALID_VALUE`, `DATE_INVALID`, `DATE_IN_FUTURE`, `DATE_TOO_OLD`, `TOO_MANY`.
 */
export function checkProfile(
  input: MemberProfile,
  today: Today,
  field: string[] = [],
): { profile: MemberProfile; errors: UserError[] } {
  const profile: MemberProfile = {};
  const errors: UserError[] = [];
  for (const key of textFields) {
    const value = input[key];
    if (value === undefined) continue;
    const checked = checkText([...field, key], value ?? '', {
      limit: memberLimits[key],
      multiline: key === 'address',
    });
    errors.push(...checked.errors);
    profile[key] = checked.text === '' ? null : checked.text;
  }
  if (input.gender !== undefined) profile.gender = input.gender ?? 'unknown';
  if (input.birthday !== undefined) {
    const code = input.birthday === null ? undefined : birthdayProblem(input.birthday, today);
    if (code) errors.push(userError(code, [...field, 'birthday'], { earliest: earliestBirthday }));
    profile.birthday = input.birthday;
  }
  if (input.interests !== undefined) {
    const checked = checkWords(input.interests ?? [], 'interest', most.interests, [...field, 'interests']);
    errors.push(...checked.errors);
    profile.interests = checked.words;
  }
  if (input.joinedAt !== undefined && input.joinedAt !== null) {
    const code = momentProblem(input.joinedAt, today.now);
    if (code) errors.push(userError(code, [...field, 'joinedAt'], { earliest: earliestBirthday }));
    profile.joinedAt = input.joinedAt;
  }
  return { profile, errors };
}

function birthdayProblem(birthday: string, today: Today) {
  const date = new Date(`${birthday}T00:00:00Z`);
  const real =
    /^\d{4}-\d\d-\d\d$/.test(birthday) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(birthday);
  if (!real) return 'DATE_INVALID';
  if (birthday > today.date) return 'DATE_IN_FUTURE';
  return birthday < earliestBirthday ? 'DATE_TOO_OLD' : undefined;
}

/** What is wrong with a point in time that has passed: `DATE_INVALID`, `DATE_IN_FUTURE`, `DATE_TOO_OLD` (1900). */
export function momentProblem(moment: Date, now: Date) {
  const time = moment.getTime();
  if (Number.isNaN(time)) return 'DATE_INVALID';
  if (time > now.getTime() + clockTolerance) return 'DATE_IN_FUTURE';
  return time < Date.parse(earliestBirthday) ? 'DATE_TOO_OLD' : undefined;
}

/** Tags or interests as they are stored: trimmed, without empty ones and repeats, in the order given. */
export function checkWords(
  words: readonly string[],
  kind: 'interest' | 'tag',
  limit: number = most.tags,
  field: string[] = ['tags'],
): { words: string[]; errors: UserError[] } {
  if (words.length > limit) return { words: [], errors: [userError('TOO_MANY', field, { limit })] };
  const checked = words.map((word, at) =>
    checkText([...field, String(at)], word, { limit: memberLimits[kind] }),
  );
  return {
    words: [...new Set(checked.map(({ text }) => text).filter((text) => text !== ''))],
    errors: checked.flatMap(({ errors }) => errors),
  };
}

/** A note: 1 to 5,000 characters, lines kept. */
export function checkNote(body: string, field: string | string[] = 'body') {
  return checkText(field, body, { limit: memberLimits.note, required: true, multiline: true });
}
