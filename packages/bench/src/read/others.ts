/**
 * What those that Kolony is compared with find their rows by, so that none is slower for want of it: the same search
 * of names over the same index, and the consents that hold now. They run with the caller's rights, under the policies.
 * The search finds those whose names hold the pieces, as far as at most 5,000 do, and whose handle or whose order's
 * number is the text: what Kolony answers to the searches of these measurements.
 */
export const forOthers = `
  create schema if not exists bench authorization kolony;
  grant usage on schema bench to kolony_app;
  create or replace function bench.found_members(pieces bigint[], exact text) returns setof public.member
    language sql stable parallel safe as $$
      select m.* from public.member m where m.merged_into is null and m.closed_at is null and m.id in (
        select i.member_id from public.member_identity i where i.value = exact
        union select o.member_id from public."order" o where o.order_no = exact
        union select kolony.members_with_grams(pieces, 5001))
    $$;
  create or replace function bench.member_current_consents(member public.member) returns setof public.member_consent
    language sql stable parallel safe as $$
      select distinct on (c.purpose) c.* from public.member_consent c
      where c.brand_id = member.brand_id and c.member_id = member.id
      order by c.purpose, c.at desc, c.id desc
    $$;
  comment on function bench.found_members(bigint[], text) is '@behavior +order +filter';
  alter function bench.found_members(bigint[], text) owner to kolony;
  alter function bench.member_current_consents(public.member) owner to kolony;
  grant execute on all functions in schema bench to kolony_app;
`;
