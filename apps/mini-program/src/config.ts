/** Where the brand's Kolony is. It has to be among the request domains that the mini program declares to WeChat. */
export const gatewayUrl = 'https://kolony.example.com/graphql';
/** Version of the texts on the page of consents: it is raised whenever one of them changes. */
export const policyVersion = '2026-11';
