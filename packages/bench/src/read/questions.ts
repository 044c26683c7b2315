/** What is asked: one document a question for Kolony and for PostGraphile; the bare server knows it by its name. */
export interface Question {
  name: QuestionName;
  title: string;
  kolony: string;
  postgraphile: string;
}

export const questionNames = ['flat', 'nested', 'member', 'search'] as const;
export type QuestionName = (typeof questionNames)[number];

const kolonyMember = `id displayName gender province city joinedAt orderCount spent { amount currency } lastOrderAt`;
const kolonyOrder = `id orderNo status placedAt total { amount currency }`;
const kolonyLines = `lines { position productName quantity total { amount currency } }`;

const otherMember = `id: rowId displayName gender province city joinedAt orderCount spent: spentMinor lastOrderAt`;
const otherOrder = `id: rowId orderNo status placedAt total: totalMinor currency`;
const otherLines = `lines: orderLinesByBrandIdAndOrderIdList(orderBy: [POSITION_ASC]) { position productName quantity total: totalMinor }`;

/** The order that Kolony keeps by default; the condition that the index of that order is made for. */
const latest = `condition: { mergedInto: null, closedAt: null }, orderBy: [JOINED_AT_DESC, ROW_ID_DESC]`;
const latestOrders = `orderBy: [PLACED_AT_DESC, ROW_ID_DESC]`;

export const questions: readonly Question[] = [
  {
    name: 'flat',
    title: '50 members, flat',
    kolony: `query Flat($after: String) {
      members(first: 50, after: $after) { nodes { ${kolonyMember} } pageInfo { hasNextPage endCursor } }
    }`,
    postgraphile: `query Flat($after: Cursor) {
      members: allMembers(first: 50, after: $after, ${latest}) { nodes { ${otherMember} } pageInfo { hasNextPage endCursor } }
    }`,
  },
  {
    name: 'nested',
    title: '50 members, their last 3 orders, and the lines of those',
    kolony: `query Nested($after: String) {
      members(first: 50, after: $after) {
        nodes {
          ${kolonyMember}
          orders(first: 3) { nodes { ${kolonyOrder} ${kolonyLines} } pageInfo { hasNextPage } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    postgraphile: `query Nested($after: Cursor) {
      members: allMembers(first: 50, after: $after, ${latest}) {
        nodes {
          ${otherMember}
          orders: ordersByBrandIdAndMemberId(first: 3, ${latestOrders}) { nodes { ${otherOrder} ${otherLines} } pageInfo { hasNextPage } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },
  {
    name: 'member',
    title: 'one member’s page',
    kolony: `query MemberPage($id: ID!) {
      member(id: $id) {
        ${kolonyMember}
        version realName address birthday interests source firstOrderAt createdAt updatedAt
        averageOrder { amount currency }
        identities { id kind namespace value verifiedAt createdAt }
        tags { id name }
        consents { id purpose granted policyVersion channel at }
        orders(first: 10, orderBy: [PLACED_AT_DESC]) {
          nodes { ${kolonyOrder} channel refunded { amount currency } ${kolonyLines} }
          pageInfo { hasNextPage }
        }
      }
    }`,
    postgraphile: `query MemberPage($brand: UUID!, $id: UUID!) {
      member: memberByBrandIdAndRowId(brandId: $brand, rowId: $id) {
        ${otherMember}
        version birthday interests source firstOrderAt createdAt updatedAt
        identities: memberIdentitiesByBrandIdAndMemberIdList(orderBy: [KIND_ASC, CREATED_AT_ASC]) {
          id: rowId kind namespace verifiedAt createdAt
        }
        tags: memberTagsByBrandIdAndMemberIdList { tag: tagByBrandIdAndTagId { id: rowId name } }
        consents: currentConsentsList { id: rowId purpose granted policyVersion channel at }
        orders: ordersByBrandIdAndMemberId(first: 10, ${latestOrders}) {
          nodes { ${otherOrder} channel refunded: refundedMinor ${otherLines} }
          pageInfo { hasNextPage }
        }
      }
    }`,
  },
  {
    name: 'search',
    title: 'members by a name and a filter, with totalCount',
    kolony: `query Search($search: String!, $provinces: [String!]!, $orders: Int!) {
      members(first: 50, search: $search, filter: { province: $provinces, orderCount: { min: $orders } }) {
        nodes { ${kolonyMember} }
        totalCount
      }
    }`,
    postgraphile: `query Search($pieces: [BigInt!]!, $exact: String!, $provinces: [String!]!, $orders: Int!) {
      members: benchFoundMembers(
        pieces: $pieces
        exact: $exact
        first: 50
        filter: { province: { in: $provinces }, orderCount: { greaterThanOrEqualTo: $orders } }
        orderBy: [JOINED_AT_DESC, ROW_ID_DESC]
      ) {
        nodes { ${otherMember} }
        totalCount
      }
    }`,
  },
];
