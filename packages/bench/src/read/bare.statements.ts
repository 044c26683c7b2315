/**
 * One statement a question, written by hand, that returns the JSON of the answer. The policies choose the brand, as for
 * everyone. What Kolony does beside isn't done here: no sign-in, no GraphQL, no permissions, no limits, ids as they are
 * in the database, amounts in minor units, nothing unsealed and masked.
 */
const memberFields = `'id', m.id, 'displayName', m.display_name, 'gender', m.gender, 'province', m.province,
  'city', m.city, 'joinedAt', m.joined_at, 'orderCount', m.order_count, 'spent', m.spent_minor,
  'lastOrderAt', m.last_order_at`;

/** $1 and $2: the last row before the page; $3: how many. */
const page = `select m.*, row_number() over (order by m.joined_at desc, m.id desc) as n from member m
  where m.merged_into is null and m.closed_at is null and (m.joined_at, m.id) < ($1::timestamptz, $2::uuid)
  order by m.joined_at desc, m.id desc limit $3::int + 1`;

const cursor = `'endCursor', (array_agg(json_build_array(m.joined_at, m.id) order by m.n desc) filter (where m.n <= $3::int))[1]`;

const members = (fields: string) => `select json_build_object('members', json_build_object(
  'nodes', coalesce(json_agg(json_build_object(${fields}) order by m.n) filter (where m.n <= $3::int), '[]'),
  'pageInfo', json_build_object('hasNextPage', count(*) > $3::int, ${cursor})))::text as answer
  from (${page}) m`;

const linesOf = (order: string) => `(select coalesce(json_agg(json_build_object('position', l.position,
  'productName', l.product_name, 'quantity', l.quantity, 'total', l.total_minor) order by l.position), '[]')
  from order_line l where l.brand_id = ${order}.brand_id and l.order_id = ${order}.id)`;

const ordersOf = (first: number, fields: string) => `(select json_build_object(
  'nodes', coalesce(json_agg(json_build_object(${fields}) order by o.n) filter (where o.n <= ${first}), '[]'),
  'pageInfo', json_build_object('hasNextPage', count(*) > ${first}))
  from (select o.*, row_number() over (order by o.placed_at desc, o.id desc) as n from "order" o
    where o.brand_id = m.brand_id and o.member_id = m.id
    order by o.placed_at desc, o.id desc limit ${first + 1}) o)`;

const orderFields = `'id', o.id, 'orderNo', o.order_no, 'status', o.status, 'placedAt', o.placed_at,
  'total', o.total_minor`;

export const statements: Readonly<Record<string, string>> = {
  flat: members(memberFields),

  nested: members(`${memberFields}, 'orders', ${ordersOf(3, `${orderFields}, 'lines', ${linesOf('o')}`)}`),

  member: `select json_build_object('member', (select json_build_object(${memberFields}, 'version', m.version,
    'birthday', m.birthday, 'interests', m.interests, 'source', m.source, 'firstOrderAt', m.first_order_at,
    'createdAt', m.created_at, 'updatedAt', m.updated_at,
    'identities', (select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'namespace', i.namespace,
        'verifiedAt', i.verified_at, 'createdAt', i.created_at) order by i.kind, i.created_at, i.id), '[]')
      from member_identity i where i.brand_id = m.brand_id and i.member_id = m.id),
    'tags', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
      from member_tag mt join tag t on t.brand_id = mt.brand_id and t.id = mt.tag_id
      where mt.brand_id = m.brand_id and mt.member_id = m.id),
    'consents', (select coalesce(json_agg(json_build_object('id', c.id, 'purpose', c.purpose, 'granted', c.granted,
        'policyVersion', c.policy_version, 'channel', c.channel, 'at', c.at) order by c.purpose), '[]')
      from (select distinct on (c.purpose) c.* from member_consent c where c.brand_id = m.brand_id
        and c.member_id = m.id order by c.purpose, c.at desc, c.id desc) c),
    'orders', ${ordersOf(10, `${orderFields}, 'channel', o.channel, 'refunded', o.refunded_minor, 'lines', ${linesOf('o')}`)})
    from member m where m.id = $1::uuid))::text as answer`,

  search: `select json_build_object('members', json_build_object(
    'nodes', coalesce(json_agg(json_build_object(${memberFields}) order by m.n), '[]'),
    'totalCount', coalesce(max(m.total), 0)))::text as answer
    from (select m.*, count(*) over () as total, row_number() over (order by m.joined_at desc, m.id desc) as n
      from member m where m.merged_into is null and m.closed_at is null and m.id in (
        select i.member_id from member_identity i where i.value = $2
        union select o.member_id from "order" o where o.order_no = $2
        union select kolony.members_with_grams($1::bigint[], 5001))
      and m.province = any ($3::text[]) and m.order_count >= $4::int
      order by m.joined_at desc, m.id desc limit $5::int) m`,
};
