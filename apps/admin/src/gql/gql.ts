/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation OperatorLocale($locale: Locale!) {\n    operatorUpdate(input: { locale: $locale }) {\n      operator {\n        id\n        locale\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.OperatorLocaleDocument,
    "\n  query RunningJobs {\n    jobs(first: 10, filter: { status: [QUEUED, RUNNING, RETRYING] }) {\n      nodes {\n        id\n        name\n        status\n        progressDone\n        progressTotal\n        subjectId\n      }\n    }\n  }\n": typeof types.RunningJobsDocument,
    "\n  query PaletteMembers($search: String!) {\n    members(first: 6, search: $search) {\n      nodes {\n        id\n        displayName\n        realName\n        province\n        city\n        orderCount\n      }\n    }\n  }\n": typeof types.PaletteMembersDocument,
    "\n  query Installation {\n    installation {\n      version\n      demo\n      needsSetup\n      mail\n      demoSignIn {\n        email\n        password\n      }\n    }\n  }\n": typeof types.InstallationDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.PasswordResetRequestDocument,
    "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.PasswordResetDocument,
    "\n  query InvitationByToken($token: String!) {\n    invitationByToken(token: $token) {\n      brandName\n      email\n      role\n      operatorExists\n      expiresAt\n    }\n  }\n": typeof types.InvitationByTokenDocument,
    "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.InvitationAcceptDocument,
    "\n  mutation Setup($input: SetupInput!) {\n    setup(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.SetupDocument,
    "\n  query Viewer {\n    installation {\n      version\n      demo\n    }\n    viewer {\n      operator {\n        id\n        email\n        name\n        locale\n        version\n      }\n      sessionId\n      brand {\n        id\n        name\n        logoUrl\n        primaryColor\n        timeZone\n        currency\n        demo\n      }\n      role\n      permissions\n      seats {\n        brand {\n          id\n          name\n          logoUrl\n          primaryColor\n        }\n        role\n      }\n      totpEnabled\n      recoveryCodesLeft\n    }\n  }\n": typeof types.ViewerDocument,
};
const documents: Documents = {
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation OperatorLocale($locale: Locale!) {\n    operatorUpdate(input: { locale: $locale }) {\n      operator {\n        id\n        locale\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.OperatorLocaleDocument,
    "\n  query RunningJobs {\n    jobs(first: 10, filter: { status: [QUEUED, RUNNING, RETRYING] }) {\n      nodes {\n        id\n        name\n        status\n        progressDone\n        progressTotal\n        subjectId\n      }\n    }\n  }\n": types.RunningJobsDocument,
    "\n  query PaletteMembers($search: String!) {\n    members(first: 6, search: $search) {\n      nodes {\n        id\n        displayName\n        realName\n        province\n        city\n        orderCount\n      }\n    }\n  }\n": types.PaletteMembersDocument,
    "\n  query Installation {\n    installation {\n      version\n      demo\n      needsSetup\n      mail\n      demoSignIn {\n        email\n        password\n      }\n    }\n  }\n": types.InstallationDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.PasswordResetRequestDocument,
    "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.PasswordResetDocument,
    "\n  query InvitationByToken($token: String!) {\n    invitationByToken(token: $token) {\n      brandName\n      email\n      role\n      operatorExists\n      expiresAt\n    }\n  }\n": types.InvitationByTokenDocument,
    "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.InvitationAcceptDocument,
    "\n  mutation Setup($input: SetupInput!) {\n    setup(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.SetupDocument,
    "\n  query Viewer {\n    installation {\n      version\n      demo\n    }\n    viewer {\n      operator {\n        id\n        email\n        name\n        locale\n        version\n      }\n      sessionId\n      brand {\n        id\n        name\n        logoUrl\n        primaryColor\n        timeZone\n        currency\n        demo\n      }\n      role\n      permissions\n      seats {\n        brand {\n          id\n          name\n          logoUrl\n          primaryColor\n        }\n        role\n      }\n      totpEnabled\n      recoveryCodesLeft\n    }\n  }\n": types.ViewerDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OperatorLocale($locale: Locale!) {\n    operatorUpdate(input: { locale: $locale }) {\n      operator {\n        id\n        locale\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation OperatorLocale($locale: Locale!) {\n    operatorUpdate(input: { locale: $locale }) {\n      operator {\n        id\n        locale\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunningJobs {\n    jobs(first: 10, filter: { status: [QUEUED, RUNNING, RETRYING] }) {\n      nodes {\n        id\n        name\n        status\n        progressDone\n        progressTotal\n        subjectId\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunningJobs {\n    jobs(first: 10, filter: { status: [QUEUED, RUNNING, RETRYING] }) {\n      nodes {\n        id\n        name\n        status\n        progressDone\n        progressTotal\n        subjectId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaletteMembers($search: String!) {\n    members(first: 6, search: $search) {\n      nodes {\n        id\n        displayName\n        realName\n        province\n        city\n        orderCount\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaletteMembers($search: String!) {\n    members(first: 6, search: $search) {\n      nodes {\n        id\n        displayName\n        realName\n        province\n        city\n        orderCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Installation {\n    installation {\n      version\n      demo\n      needsSetup\n      mail\n      demoSignIn {\n        email\n        password\n      }\n    }\n  }\n"): (typeof documents)["\n  query Installation {\n    installation {\n      version\n      demo\n      needsSetup\n      mail\n      demoSignIn {\n        email\n        password\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n    passwordResetRequest(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PasswordReset($input: PasswordResetInput!) {\n    passwordReset(input: $input) {\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationByToken($token: String!) {\n    invitationByToken(token: $token) {\n      brandName\n      email\n      role\n      operatorExists\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query InvitationByToken($token: String!) {\n    invitationByToken(token: $token) {\n      brandName\n      email\n      role\n      operatorExists\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InvitationAccept($input: InvitationAcceptInput!) {\n    invitationAccept(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Setup($input: SetupInput!) {\n    setup(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Setup($input: SetupInput!) {\n    setup(input: $input) {\n      viewer {\n        sessionId\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    installation {\n      version\n      demo\n    }\n    viewer {\n      operator {\n        id\n        email\n        name\n        locale\n        version\n      }\n      sessionId\n      brand {\n        id\n        name\n        logoUrl\n        primaryColor\n        timeZone\n        currency\n        demo\n      }\n      role\n      permissions\n      seats {\n        brand {\n          id\n          name\n          logoUrl\n          primaryColor\n        }\n        role\n      }\n      totpEnabled\n      recoveryCodesLeft\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    installation {\n      version\n      demo\n    }\n    viewer {\n      operator {\n        id\n        email\n        name\n        locale\n        version\n      }\n      sessionId\n      brand {\n        id\n        name\n        logoUrl\n        primaryColor\n        timeZone\n        currency\n        demo\n      }\n      role\n      permissions\n      seats {\n        brand {\n          id\n          name\n          logoUrl\n          primaryColor\n        }\n        role\n      }\n      totpEnabled\n      recoveryCodesLeft\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;