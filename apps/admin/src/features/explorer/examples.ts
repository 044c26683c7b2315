export interface Example {
  query: string;
  variables?: Record<string, unknown>;
}

/** What the explorer opens with, one tab each, named by its operation. All of them are checked against the schema. */
export const examples: Example[] = [
  {
    query: `# Who is signed in, in which brand, and with which rights. The header "Kolony-Brand" chooses another brand.
query WhoAmI {
  viewer {
    operator { name email }
    brand { id name currency timeZone }
    role
    permissions
  }
}
`,
  },
  {
    query: `# Members by what they spent, a page at a time: give pageInfo.endCursor as "after" for the next one.
query Members($first: Int!, $after: String, $search: String) {
  members(first: $first, after: $after, orderBy: [SPENT_DESC], search: $search) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes {
      id
      displayName
      city
      orderCount
      spent { amount currency }
    }
  }
}
`,
    variables: { first: 10, after: null, search: null },
  },
  {
    query: `# One member with the latest orders. Its id comes from the members above.
query Member($id: ID!) {
  member(id: $id) {
    displayName
    realName
    tags { name }
    spent { amount currency }
    orders(first: 5) {
      totalCount
      nodes { orderNo status placedAt total { amount currency } }
    }
  }
}
`,
    variables: { id: 'member_…' },
  },
  {
    query: `# Records an order; its member is found by phone number, or made.
# Sent again with the same key, it answers the same and records nothing twice. A refusal stands in userErrors.
mutation RecordOrder($input: OrderRecordInput!, $key: String!) {
  orderRecord(input: $input) @idempotent(key: $key) {
    order { id orderNo total { amount currency } member { id } }
    userErrors { code field message }
  }
}
`,
    variables: {
      key: 'shop-2026-0001',
      input: {
        channel: '小程序',
        orderNo: '2026-0001',
        identities: [{ kind: 'PHONE', value: '13800138000' }],
        status: 'PAID',
        total: '128.00',
        placedAt: '2026-11-01T12:00:00+08:00',
        lines: [{ sku: 'QH-TGY-100', productName: '安溪铁观音 100 克', quantity: 1, unitPrice: '128.00' }],
      },
    },
  },
  {
    query: `# Jobs of the brand as they go on, until it is stopped. A stream that broke off goes on with "after": the last cursor.
subscription Jobs($after: String) {
  jobChanged(after: $after) {
    cursor
    job { id name status progressDone progressTotal }
  }
}
`,
    variables: { after: null },
  },
];
