/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** For how long a number of times holds, in the brand’s time zone. */
export type BenefitPeriod =
  /** A month of the calendar. */
  | 'MONTH'
  /** A year of the calendar. */
  | 'YEAR';

/** What a member is asked to allow; each by itself. */
export type ConsentPurpose =
  /** Advertising by e-mail. */
  | 'MARKETING_EMAIL'
  /** Advertising by SMS. */
  | 'MARKETING_SMS'
  /** Advertising on WeChat. */
  | 'MARKETING_WECHAT'
  /** Keeping their data for the membership. */
  | 'MEMBERSHIP'
  /** Offers made from their own data by automated decision. */
  | 'PERSONALISATION'
  /** Use of sensitive data. */
  | 'SENSITIVE_DATA'
  /** Handing their data to another party. */
  | 'SHARING';

/** How a coupon’s discount is reckoned. */
export type CouponKind =
  /** So much off. */
  | 'AMOUNT'
  /** So many hundredths off, rounded down to the minor unit, at most a cap. */
  | 'PERCENT';

/** Where a coupon stands. */
export type CouponStatus =
  /** Its time is over and it wasn’t used. */
  | 'EXPIRED'
  /** It was used for an order. */
  | 'REDEEMED'
  /** It was taken back before it was used. */
  | 'REVOKED'
  /** It can be used, now or from when it is valid. */
  | 'USABLE';

/** What can be wrong: codes of `userErrors`, and of `extensions.code` of errors. Values in braces are put into the message. GraphQL and HTTP add codes of their own, such as GRAPHQL_VALIDATION_FAILED and BODY_TOO_LARGE. */
export type ErrorCode =
  /** This adjustment was decided already; reload to see how. */
  | 'ADJUSTMENT_DECIDED'
  /** This person works in the brand already. */
  | 'ALREADY_IN_BRAND'
  /** Not a valid amount. */
  | 'AMOUNT_INVALID'
  /** The amount is negative. */
  | 'AMOUNT_NEGATIVE'
  /** The amount is too large. */
  | 'AMOUNT_TOO_LARGE'
  /** Another operator has to approve what you asked for. */
  | 'APPROVAL_BY_ANOTHER'
  /** Only who may approve adjustments can change which of them wait for approval. */
  | 'APPROVAL_BY_APPROVERS'
  /** Not the app id of a mini program: wx and 16 hexadecimal digits. */
  | 'APP_ID_INVALID'
  /** Not the secret of a mini program: 32 letters or digits. */
  | 'APP_SECRET_INVALID'
  /** Members have had this badge, so it can’t be deleted; switch it off instead. */
  | 'BADGE_AWARDED'
  /** A badge that is earned this way has no use for this; leave it out. */
  | 'BADGE_FIELD_UNUSED'
  /** The member has this badge for the period already. */
  | 'BADGE_HELD'
  /** There is a badge of this name already. */
  | 'BADGE_NAME_TAKEN'
  /** This badge is switched off. */
  | 'BADGE_NOT_ACTIVE'
  /** This badge was taken away already. */
  | 'BADGE_REVOKED'
  /** Invalid input: {reason} */
  | 'BAD_USER_INPUT'
  /** A request holds one operation; send several requests. */
  | 'BATCHES_NOT_TAKEN'
  /** A benefit of this kind has no use for this; leave it out. */
  | 'BENEFIT_FIELD_UNUSED'
  /** This tier has a benefit of this kind already; a tier can have one. */
  | 'BENEFIT_KIND_TAKEN'
  /** This tier has a benefit of this name already. */
  | 'BENEFIT_NAME_TAKEN'
  /** This benefit is switched off at the moment. */
  | 'BENEFIT_NOT_AVAILABLE'
  /** The tier that this member has doesn’t grant this. */
  | 'BENEFIT_OF_OTHER_TIER'
  /** Members have used this benefit, so it can’t be deleted; switch it off instead. */
  | 'BENEFIT_USED'
  /** The member has had this {limit} times in the period, which is all there are. */
  | 'BENEFIT_USED_UP'
  /** This use was undone already. */
  | 'BENEFIT_USE_UNDONE'
  /** You do not work in any brand; ask an owner for an invitation. */
  | 'BRAND_REQUIRED'
  /** Too many requests are waiting. Let yours finish, then try again ({seconds} s). */
  | 'BUSY'
  /** This account of the platform is listed already. */
  | 'CHANNEL_DUPLICATE'
  /** Not a colour (such as #0a7cff). */
  | 'COLOR_INVALID'
  /** The file has no column {column}, or there is no field “{field}”. */
  | 'COLUMN_NOT_FOUND'
  /** Someone changed this meanwhile; reload and try again. */
  | 'CONFLICT'
  /** The order is below the {minimum} that this coupon asks for. */
  | 'COUPON_BELOW_MINIMUM'
  /** The budget is less than what was issued can cost. */
  | 'COUPON_BUDGET_BELOW_HELD'
  /** What is left of the budget isn’t enough for another one. */
  | 'COUPON_BUDGET_SPENT'
  /** The budget is less than what one coupon can give. */
  | 'COUPON_BUDGET_TOO_SMALL'
  /** This can’t be the code of a coupon; check how it is written. */
  | 'COUPON_CODE_INVALID'
  /** This coupon has expired. */
  | 'COUPON_EXPIRED'
  /** A coupon of this kind has no use for this; leave it out. */
  | 'COUPON_FIELD_UNUSED'
  /** All coupons of this kind were issued. */
  | 'COUPON_ISSUE_LIMIT_REACHED'
  /** {issued} were issued already; the limit can’t be less. */
  | 'COUPON_LIMIT_BELOW_ISSUED'
  /** A member can have {limit} of this coupon, and has had them. */
  | 'COUPON_MEMBER_LIMIT_REACHED'
  /** This coupon is named twice. */
  | 'COUPON_NAMED_TWICE'
  /** There is a coupon template of this name already. */
  | 'COUPON_NAME_TAKEN'
  /** There is nothing left for this coupon to take off. */
  | 'COUPON_NOTHING_LEFT'
  /** This coupon can’t be used together with others. */
  | 'COUPON_NOT_COMBINABLE'
  /** This coupon isn’t valid yet. */
  | 'COUPON_NOT_YET_VALID'
  /** These coupons aren’t all of one member. */
  | 'COUPON_OF_ANOTHER'
  /** This order was cancelled or wholly refunded. */
  | 'COUPON_ORDER_ENDED'
  /** Give either the order or its amount. */
  | 'COUPON_ORDER_NOT_ONE'
  /** This order isn’t waiting to be paid; coupons can’t be used for it any more. */
  | 'COUPON_ORDER_NOT_PENDING'
  /** This order is another member’s. */
  | 'COUPON_ORDER_OF_ANOTHER'
  /** Coupons were used for this order already. Give them back first, then use all of them together. */
  | 'COUPON_ORDER_TAKEN'
  /** This coupon is for other channels. */
  | 'COUPON_OTHER_CHANNEL'
  /** This coupon is for other products than those of the order. */
  | 'COUPON_OTHER_PRODUCTS'
  /** These coupons were given back already. */
  | 'COUPON_REDEMPTION_RELEASED'
  /** This coupon was revoked. */
  | 'COUPON_REVOKED'
  /** Of one kind of coupon an order takes one. */
  | 'COUPON_SAME_TEMPLATE'
  /** The time of this coupon is over. */
  | 'COUPON_TEMPLATE_ENDED'
  /** This coupon isn’t issued at the moment. */
  | 'COUPON_TEMPLATE_PAUSED'
  /** Members have this coupon, so what it is good for can’t be changed. Pause it and make another. */
  | 'COUPON_TERMS_FIXED'
  /** No such coupon; check the code. */
  | 'COUPON_UNKNOWN'
  /** This coupon was used already. */
  | 'COUPON_USED'
  /** The request lacks the header Kolony-Csrf. */
  | 'CSRF_HEADER_REQUIRED'
  /** Not the code of a currency (such as CNY). */
  | 'CURRENCY_INVALID'
  /** The brand has amounts in its currency already: of orders, coupons, costs of benefits, badges for spending, earning rules or RFM thresholds. It can no longer change. */
  | 'CURRENCY_IN_USE'
  /** The currency is {given}; the brand keeps its orders in {brand}. */
  | 'CURRENCY_MISMATCH'
  /** Not a cursor of this list in this order. */
  | 'CURSOR_INVALID'
  /** Give four cut points, each larger than the one before. */
  | 'CUT_POINTS_INVALID'
  /** Not a valid date. */
  | 'DATE_INVALID'
  /** The date lies in the future. */
  | 'DATE_IN_FUTURE'
  /** The date is too long ago (the earliest is {earliest}). */
  | 'DATE_TOO_OLD'
  /** The columns of the file aren’t parted by “{delimiter}”. Choose another delimiter, or let it be recognised. */
  | 'DELIMITER_NOT_FOUND'
  /** A browser’s session may send the console’s own operations only. In the console, reload the page; to run others, sign in for a token (session: BEARER) and send it in the header Authorization. */
  | 'DOCUMENT_NOT_TRUSTED'
  /** Not a valid e-mail address. */
  | 'EMAIL_INVALID'
  /** The file can’t be read as {encoding}. Choose another encoding, or let it be recognised. */
  | 'ENCODING_MISFIT'
  /** The text encoding was not recognised. Please choose it, or save the file as UTF-8. */
  | 'ENCODING_UNKNOWN'
  /** This happens once, and has been recorded of this member already. */
  | 'EVENT_HAPPENED'
  /** Each event can be weighed once. */
  | 'EVENT_TWICE'
  /** These fields still need a column (at least one of each group): {fields} */
  | 'FIELDS_MISSING'
  /** “{field}” is matched with more than one column. */
  | 'FIELD_MAPPED_TWICE'
  /** The file is damaged and can’t be read. Please export it again. */
  | 'FILE_DAMAGED'
  /** The file is empty. */
  | 'FILE_EMPTY'
  /** This is a {kind} file, which can’t be imported. Please save it as CSV or XLSX. */
  | 'FILE_KIND_UNSUPPORTED'
  /** No table was found in the file. Please upload a CSV or XLSX file with a header row. */
  | 'FILE_NOT_A_TABLE'
  /** The file has {actualMb} MB; at most {limitMb} MB are taken. Please split it. */
  | 'FILE_TOO_LARGE'
  /** A filter nests at most {limit} levels deep. */
  | 'FILTER_TOO_DEEP'
  /** A filter holds at most {limit} filters. */
  | 'FILTER_TOO_WIDE'
  /** Your role is not allowed to {permission}. */
  | 'FORBIDDEN'
  /** Sign in again first, and do this within {minutes} minutes. */
  | 'FRESH_SIGN_IN_REQUIRED'
  /** There is nothing in line {line} to name the columns. Choose the line in which they are named. */
  | 'HEADER_LINE_EMPTY'
  /** An idempotency key has 1 to {limit} characters. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** This mutation does not take @idempotent. */
  | 'IDEMPOTENCY_KEY_NOT_TAKEN'
  /** This mutation needs a key: @idempotent(key: "…"). */
  | 'IDEMPOTENCY_KEY_REQUIRED'
  /** This idempotency key was used with another input; use a new key. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** These identities belong to different members ({members}); merge them first if they are one person. */
  | 'IDENTITIES_OF_TWO_MEMBERS'
  /** At least one identity is needed (phone, e-mail, external id …). */
  | 'IDENTITY_REQUIRED'
  /** This identity belongs to member {member}; merge the two members if they are one person. */
  | 'IDENTITY_TAKEN'
  /** The import is {status}; {action} is not possible. */
  | 'IMPORT_NOT_POSSIBLE'
  /** This import cannot be undone: {reasons}. */
  | 'IMPORT_UNDO_BLOCKED'
  /** Something failed on the server; quote {requestId} to support. */
  | 'INTERNAL'
  /** The schema cannot be read from here: sign in first; if that doesn’t help, this installation has closed it. */
  | 'INTROSPECTION_CLOSED'
  /** Introspection nests its lists deeper than {limit} levels. */
  | 'INTROSPECTION_TOO_DEEP'
  /** Not the id of a {noun}. */
  | 'INVALID_ID'
  /** Contains control characters that cannot be stored. */
  | 'INVALID_TEXT'
  /** Not a valid value. */
  | 'INVALID_VALUE'
  /** The job ended too long ago: what was chosen for it is no longer kept. Ask for it anew. */
  | 'JOB_EXPIRED'
  /** The job failed; the server log has the details. */
  | 'JOB_FAILED'
  /** The input of the job does not fit this version. */
  | 'JOB_INPUT_INVALID'
  /** The job has ended and cannot be cancelled. */
  | 'JOB_NOT_CANCELLABLE'
  /** Only a dead or cancelled job can be run again. */
  | 'JOB_NOT_RETRYABLE'
  /** The process that ran the job broke off every time. */
  | 'JOB_WORKER_LOST'
  /** A brand keeps at least one owner; appoint another one first. */
  | 'LAST_OWNER'
  /** Line {line} is longer than {limit} characters. */
  | 'LINE_TOO_LONG'
  /** This link is not valid, was used already or has expired; ask for a new one. */
  | 'LINK_INVALID'
  /** A logo is an https address, or a PNG, JPEG, WebP or GIF picture. */
  | 'LOGO_INVALID'
  /** The picture of a logo has at most {kilobytes} kB. */
  | 'LOGO_TOO_LARGE'
  /** The mail server refused the mail. */
  | 'MAIL_REFUSED'
  /** The mail server is not available at the moment. */
  | 'MAIL_UNAVAILABLE'
  /** This is for members themselves; operators have no use of it. */
  | 'MEMBERS_ONLY'
  /** This mini program is registered already. It can belong to one brand only. */
  | 'MEMBER_CLIENT_TAKEN'
  /** No such member client. Check the app id of the mini program, or the id of the client. */
  | 'MEMBER_CLIENT_UNKNOWN'
  /** This member has closed the account. */
  | 'MEMBER_CLOSED'
  /** Give at least a name or an identity. */
  | 'MEMBER_EMPTY'
  /** This member was merged into {member}. */
  | 'MEMBER_MERGED'
  /** The member that was kept has since been merged into {member}; undo that merge first. */
  | 'MERGE_KEPT_MERGED'
  /** {member} has since been merged into the same member; undo that merge first. */
  | 'MERGE_NOT_LAST'
  /** This merge was undone already. */
  | 'MERGE_UNDONE'
  /** A member cannot be merged with itself. */
  | 'MERGE_WITH_ITSELF'
  /** Phone numbers and e-mail addresses have no namespace. */
  | 'NAMESPACE_NOT_ALLOWED'
  /** No such {noun}. */
  | 'NOT_FOUND'
  /** No header was found: the first row should name the columns. */
  | 'NO_HEADER'
  /** There is a header, but no rows below it. */
  | 'NO_ROWS'
  /** Give either {one} or {other}. */
  | 'ONE_OF_TWO'
  /** The operation is nested deeper than {limit} levels. */
  | 'OPERATION_NESTED_TOO_DEEP'
  /** The operation is nested too deeply. */
  | 'OPERATION_TOO_DEEP'
  /** The document has more than {limit} tokens. Split it, and put values into variables. */
  | 'OPERATION_TOO_LONG'
  /** This is for operators; members have no use of it. */
  | 'OPERATORS_ONLY'
  /** Lines of the same order are scattered over the file, in more than {limit} rows. Please sort the file by order number. */
  | 'ORDER_ROWS_SCATTERED'
  /** The order is {status}; {action} is no longer possible. */
  | 'ORDER_STATUS_FINAL'
  /** A page of another site cannot use the sign-in of this one; use a token. */
  | 'ORIGIN_NOT_ALLOWED'
  /** From {least} to {most}. */
  | 'OUT_OF_RANGE'
  /** Only an owner appoints, changes or removes owners. */
  | 'OWNER_ONLY'
  /** A page has 1 to {limit}. */
  | 'PAGE_SIZE_INVALID'
  /** This password is made of your e-mail, name or brand; choose another. */
  | 'PASSWORD_PERSONAL'
  /** This password repeats itself or is a sequence; choose another. */
  | 'PASSWORD_REPETITIVE'
  /** This password is found in, or easily made from, lists of leaked passwords; choose another. */
  | 'PASSWORD_TOO_COMMON'
  /** A password has at most {limit} characters. */
  | 'PASSWORD_TOO_LONG'
  /** A password has at least {limit} characters. */
  | 'PASSWORD_TOO_SHORT'
  /** The new password is the same as the current one. */
  | 'PASSWORD_UNCHANGED'
  /** The password is wrong. */
  | 'PASSWORD_WRONG'
  /** It has to end after it begins. */
  | 'PERIOD_INVALID'
  /** Not a valid phone number. */
  | 'PHONE_INVALID'
  /** These points were given back already. */
  | 'POINTS_GIVEN_BACK'
  /** {points} points are needed and {available} are there. */
  | 'POINTS_INSUFFICIENT'
  /** Points are a whole number from 1 to {most}. */
  | 'POINTS_INVALID'
  /** More than {limit} points at once take a second operator; ask for them as an adjustment. */
  | 'POINTS_NEED_APPROVAL'
  /** These points were spent for a reward; cancel the redemption of the reward instead. */
  | 'POINTS_OF_REWARD'
  /** Of these points at most {left} are left to be taken back. */
  | 'POINTS_TAKEN_BACK'
  /** A quantity is a whole number from 1 to {limit}. */
  | 'QUANTITY_INVALID'
  /** This operation costs {cost} points; the most is {maximum}. Ask for smaller pages (first), nest fewer lists, or send several operations. */
  | 'QUERY_TOO_EXPENSIVE'
  /** Too many attempts; try again in {seconds} seconds. */
  | 'RATE_LIMITED'
  /** This record is no longer there. */
  | 'RECORD_GONE'
  /** What is encrypted in this record cannot be read. */
  | 'RECORD_UNREADABLE'
  /** This redemption was dealt with already; reload to see how. */
  | 'REDEMPTION_DECIDED'
  /** This sign-in has ended. Sign in again. */
  | 'REFRESH_TOKEN_INVALID'
  /** A partial refund needs its amount. */
  | 'REFUND_AMOUNT_MISSING'
  /** The refund is more than what is left of the order ({left}). */
  | 'REFUND_EXCEEDS_TOTAL'
  /** An order that was not paid has no refund. */
  | 'REFUND_NOT_PAID'
  /** Refund number {refundNo} was used for another refund of this order. */
  | 'REFUND_NO_REUSED'
  /** This is required. */
  | 'REQUIRED'
  /** You were away for too long: what changed meanwhile is not kept any more. Read anew, and subscribe anew. */
  | 'RESUME_EXPIRED'
  /** A member can have {limit} of this in the period, and has had them. */
  | 'REWARD_LIMIT_REACHED'
  /** There is a reward of this name already. */
  | 'REWARD_NAME_TAKEN'
  /** This reward can’t be had at the moment. */
  | 'REWARD_NOT_AVAILABLE'
  /** This reward isn’t for the tier of this member. */
  | 'REWARD_OF_OTHER_TIER'
  /** None of this reward is left. */
  | 'REWARD_OUT_OF_STOCK'
  /** This reward costs {points} points now; please look at it again. */
  | 'REWARD_PRICE_CHANGED'
  /** A rule of this kind has no use for this; leave it out. */
  | 'RULE_FIELD_UNUSED'
  /** There is a rule of this name already. */
  | 'RULE_NAME_TAKEN'
  /** Nothing was chosen. */
  | 'SELECTION_EMPTY'
  /** Give either ids or matching, and only one of them. */
  | 'SELECTION_NOT_ONE'
  /** This installation is set up already; sign in instead. */
  | 'SETUP_DONE'
  /** The workbook has no sheet named “{sheet}”. */
  | 'SHEET_NOT_FOUND'
  /** The e-mail or the password is wrong. */
  | 'SIGN_IN_FAILED'
  /** The code is wrong or has run out. Ask for a new one. */
  | 'SMS_CODE_WRONG'
  /** No SMS gateway is set up, so nobody can sign in by phone. */
  | 'SMS_NOT_SET_UP'
  /** The SMS gateway refused the number. */
  | 'SMS_REFUSED'
  /** The SMS gateway is not available at the moment. */
  | 'SMS_UNAVAILABLE'
  /** More days than those of a new member ({newDays}). */
  | 'STAGE_DAYS_INVALID'
  /** A calculation is under way already; wait until it has ended. */
  | 'STANDINGS_BEING_CALCULATED'
  /** Subscriptions need a WebSocket (graphql-transport-ws) or Accept: text/event-stream. */
  | 'STREAM_REQUIRED'
  /** Only subscriptions are answered here; send queries and mutations by POST. */
  | 'SUBSCRIPTIONS_ONLY'
  /** A text has no sheets to choose from; choose its encoding or its delimiter. */
  | 'TEXT_HAS_NO_SHEETS'
  /** “{tier}” is still used by: {names}. Change those first, then take the tier off the ladder. */
  | 'TIER_IN_USE'
  /** A change of the tiers is still going through the members; wait until it has ended. */
  | 'TIER_LADDER_BEING_CHANGED'
  /** No tiers are set up yet. */
  | 'TIER_LADDER_MISSING'
  /** Only the last change of the tiers can be rolled back, and once. */
  | 'TIER_LADDER_NOT_LAST'
  /** Two tiers of a ladder can’t have the same name. */
  | 'TIER_NAME_TWICE'
  /** The lowest tier begins at 0, and each further one above the one before. */
  | 'TIER_THRESHOLDS_INVALID'
  /** Each tier can stand on the ladder once. */
  | 'TIER_TWICE'
  /** There is no such tier; reload. */
  | 'TIER_UNKNOWN'
  /** This took too long and was stopped. Ask for less at once, or try again later. */
  | 'TIMED_OUT'
  /** Not a time zone (such as Asia/Shanghai). */
  | 'TIME_ZONE_INVALID'
  /** At most {limit} characters. */
  | 'TOO_LONG'
  /** At most {limit}. */
  | 'TOO_MANY'
  /** A document has at most {limit} aliases. */
  | 'TOO_MANY_ALIASES'
  /** Line {line} has more than {limit} columns. */
  | 'TOO_MANY_COLUMNS'
  /** There are more than {limit} directives, in one place or in the whole document. */
  | 'TOO_MANY_DIRECTIVES'
  /** {count} more errors are not listed; at most {limit} are. */
  | 'TOO_MANY_ERRORS'
  /** With its fragments put in, the operation has more than {limit} fields. */
  | 'TOO_MANY_FIELDS'
  /** A document has at most {limit} fragments. */
  | 'TOO_MANY_FRAGMENTS'
  /** Fields are asked for again in the same place more than {limit} times. */
  | 'TOO_MANY_REPETITIONS'
  /** An operation has at most {limit} fields at its top. */
  | 'TOO_MANY_ROOT_FIELDS'
  /** The file has more than {limit} rows. Please split it. */
  | 'TOO_MANY_ROWS'
  /** At most {limit} subscriptions can be open at once. */
  | 'TOO_MANY_STREAMS'
  /** Two-step verification is on already. */
  | 'TOTP_ALREADY_ON'
  /** The code is wrong or was used already. */
  | 'TOTP_INVALID'
  /** Begin first: add the secret to your authenticator app. */
  | 'TOTP_NOT_BEGUN'
  /** Two-step verification is not on. */
  | 'TOTP_NOT_ON'
  /** Enter the code of your authenticator app, or a recovery code. */
  | 'TOTP_REQUIRED'
  /** Sign in first. */
  | 'UNAUTHENTICATED'
  /** Not an https address. */
  | 'URL_INVALID'
  /** A value of an argument or variable is nested deeper than {limit} levels. */
  | 'VALUE_NESTED_TOO_DEEP'
  /** The variables hold more than {limit} values. Send them in portions. */
  | 'VARIABLES_TOO_LARGE'
  /** You changed an old version ({given}; it is now {current}). */
  | 'VERSION_OUTDATED'
  /** WeChat has blocked this user as a risk. */
  | 'WECHAT_BLOCKED'
  /** WeChat does not accept the app id or the secret of this mini program. Tell the brand. */
  | 'WECHAT_CLIENT_REFUSED'
  /** The code of WeChat is not valid, or too old. Sign in again. */
  | 'WECHAT_CODE_INVALID'
  /** The code of WeChat was used already. Sign in again. */
  | 'WECHAT_CODE_USED'
  /** WeChat is not available at the moment. Sign in again later. */
  | 'WECHAT_UNAVAILABLE'
  /** Only who asked for it can withdraw it; reject it instead. */
  | 'WITHDRAWAL_BY_SELF'
  /** A workbook has no encoding and no delimiter to choose; choose a sheet. */
  | 'WORKBOOK_NEEDS_NO_ENCODING'
  /** The workbook is protected by a password. Please remove it and upload again. */
  | 'XLSX_ENCRYPTED'
  /** The workbook has {actual} parts; at most {limit} are allowed. */
  | 'XLSX_TOO_MANY_PARTS'
  /** The workbook holds more than {limitMb} MB of text. Please split it or save it as CSV. */
  | 'XLSX_TOO_MUCH_TEXT'
  /** The workbook unpacks to more than is allowed ({limitMb} MB, or {ratio} times its size). */
  | 'XLSX_UNPACKS_TOO_LARGE';

/** What is known of a member’s gender. */
export type Gender =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Another one. */
  | 'OTHER'
  /** Not told. */
  | 'UNKNOWN';

/** That one grants or withdraws a consent: both are told in the same way. */
export type MeConsentRecordInput = {
  /** True to grant it, false to withdraw it. */
  granted: boolean;
  /** Version of the text that was shown, at most 50 characters. */
  policyVersion: string;
  /** What for. */
  purpose: ConsentPurpose;
};

/** Coupons of one’s own that are to be used for an order of one’s own. */
export type MeCouponRedeemInput = {
  /** Coupons, by their codes. Wrong ones are limited: RATE_LIMITED says for how many seconds. */
  codes?: Array<string> | null | undefined;
  /** Coupons, by their ids; at most 20 with `codes`. */
  couponIds?: Array<string> | null | undefined;
  /** The order: it is recorded and PENDING. What it comes to is taken from there. */
  orderId: string;
};

/** A reward that one takes. */
export type MeRewardRedeemInput = {
  /** What it cost when it was looked at: REWARD_PRICE_CHANGED when it costs something else by now; whatever it costs unless given. */
  points?: number | null | undefined;
  /** What. */
  rewardId: string;
};

/** Changes to one’s own profile. What is left out stays; null or empty clears it. */
export type MeUpdateInput = {
  /** Address, at most 500 characters. Stored encrypted. */
  address?: string | null | undefined;
  /** Day of birth, from 1900 to today. */
  birthday?: string | null | undefined;
  /** City, at most 64 characters. */
  city?: string | null | undefined;
  /** Nickname, at most 100 characters. */
  displayName?: string | null | undefined;
  /** Gender; null: unknown. */
  gender?: Gender | null | undefined;
  /** What they like: at most 50, of 50 characters. */
  interests?: Array<string> | null | undefined;
  /** Province, at most 64 characters. */
  province?: string | null | undefined;
  /** Real name, at most 100 characters. Stored encrypted. */
  realName?: string | null | undefined;
  /** The version that the change is based on; VERSION_OUTDATED when it is older. Without it the change is made whatever was changed meanwhile. */
  version?: number | null | undefined;
};

/** Who has opened a mini program. */
export type MemberSignInByWechatInput = {
  /** The app id of the mini program, which an operator has registered. It says which brand it is. */
  appId: string;
  /** What `wx.login` gave. Serves once, for five minutes: WECHAT_CODE_USED, WECHAT_CODE_INVALID. */
  code: string;
  /** What to call this device in the list of them, `iPhone 17`: the first 100 characters. Without it, what the program calls itself. */
  deviceName?: string | null | undefined;
};

/** What new tokens are given for. */
export type MemberTokenRefreshInput = {
  /** The refresh token that was given last. It serves once. */
  refreshToken: string;
};

/** Where an order stands. Pending and cancelled ones don’t count as spent. */
export type OrderStatus =
  /** Came to nothing. */
  | 'CANCELLED'
  /** Paid. */
  | 'PAID'
  /** Paid, and a part of it given back. */
  | 'PARTIALLY_REFUNDED'
  /** Not paid yet. */
  | 'PENDING'
  /** Paid, and all of it given back. */
  | 'REFUNDED';

/** What happened to a member’s points. */
export type PointsEntryKind =
  /** An operator gave or took them by hand. */
  | 'ADJUST'
  /** They were given for something. */
  | 'EARN'
  /** Their time was over. */
  | 'EXPIRE'
  /** What a redemption took was given back. */
  | 'GIVE_BACK'
  /** Pending ones can be spent from then on. */
  | 'MATURE'
  /** They came from a member who was merged into this one, or back to them. */
  | 'MOVE_IN'
  /** They went to the member whom this one was merged into, or back from them. */
  | 'MOVE_OUT'
  /** They were spent. */
  | 'REDEEM'
  /** What an earning gave was taken back, in part or whole. */
  | 'TAKE_BACK';

/** Where a reward stands that a member has taken. */
export type RewardRedemptionStatus =
  /** Came to nothing; the points were given back. */
  | 'CANCELLED'
  /** Handed over. */
  | 'FULFILLED'
  /** Paid with points; still to be handed over. */
  | 'REDEEMED';

export type SignInMutationVariables = Exact<{
  input: MemberSignInByWechatInput;
}>;


export type SignInMutation = { memberSignInByWechat: { tokens: { accessToken: string, refreshToken: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type RefreshMutationVariables = Exact<{
  input: MemberTokenRefreshInput;
}>;


export type RefreshMutation = { memberTokenRefresh: { tokens: { accessToken: string, refreshToken: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type CardQueryVariables = Exact<{ [key: string]: never; }>;


export type CardQuery = { me: { displayName: string | null, joinedAt: string, orderCount: number, points: { available: string | number }, tier: { progress: number, missing: string | number | null, tier: { name: string }, next: { name: string } | null } | null, brand: { name: string, logoUrl: string | null, primaryColor: string | null } } | null };

export type TierQueryVariables = Exact<{ [key: string]: never; }>;


export type TierQuery = { me: { tier: { growthValue: string | number, progress: number, missing: string | number | null, validUntil: string | null, needed: string | number | null, warnedAt: string | null, tier: { id: string, name: string }, next: { name: string } | null } | null, tiers: Array<{ id: string, name: string, color: string, threshold: string | number, benefits: Array<{ id: string, name: string, description: string, period: BenefitPeriod | null, times: number | null, left: number | null, contact: string | null }> }>, badges: Array<{ id: string, name: string, description: string, color: string, held: boolean, progress: { fraction: number } | null }> } | null };

export type PointsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PointsQuery = { me: { points: { available: string | number, pending: string | number, expiringNext: { at: string, points: string | number } | null, entries: { nodes: Array<{ at: string, kind: PointsEntryKind, points: string | number, reason: string | null, orderNo: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };

export type RewardsQueryVariables = Exact<{ [key: string]: never; }>;


export type RewardsQuery = { me: { points: { available: string | number }, rewards: { nodes: Array<{ id: string, name: string, description: string, points: string | number, stock: number | null }> }, redemptions: { nodes: Array<{ id: string, createdAt: string, points: string | number, status: RewardRedemptionStatus, reward: { name: string } }> } } | null };

export type RewardRedeemMutationVariables = Exact<{
  input: MeRewardRedeemInput;
  key: string;
}>;


export type RewardRedeemMutation = { meRewardRedeem: { redemption: { id: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type CouponsQueryVariables = Exact<{
  status: CouponStatus;
  after?: string | null | undefined;
}>;


export type CouponsQuery = { me: { coupons: { nodes: Array<{ id: string, name: string, description: string, code: string, kind: CouponKind, percent: number | null, startsAt: string, expiresAt: string, amount: { amount: string, currency: string } | null, cap: { amount: string, currency: string } | null, minimum: { amount: string, currency: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, orders: { nodes: Array<{ id: string, orderNo: string, status: OrderStatus }> } } | null };

export type CouponUseMutationVariables = Exact<{
  input: MeCouponRedeemInput;
  key: string;
}>;


export type CouponUseMutation = { meCouponRedeem: { redemption: { payable: { amount: string, currency: string } } | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type ProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfileQuery = { me: { version: number, displayName: string | null, gender: Gender, birthday: string | null, province: string | null, city: string | null } | null };

export type ProfileSaveMutationVariables = Exact<{
  input: MeUpdateInput;
  key: string;
}>;


export type ProfileSaveMutation = { meUpdate: { me: { version: number } | null, userErrors: Array<{ code: ErrorCode, field: Array<string>, message: string }> } | null };

export type ConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentsQuery = { me: { consents: Array<{ purpose: ConsentPurpose, granted: boolean }> } | null };

export type ConsentSayMutationVariables = Exact<{
  input: MeConsentRecordInput;
  key: string;
}>;


export type ConsentSayMutation = { meConsentRecord: { me: { consents: Array<{ purpose: ConsentPurpose, granted: boolean }> } | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { meSignOut: { devices: number | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export type CloseMutationVariables = Exact<{ [key: string]: never; }>;


export type CloseMutation = { meClose: { closed: boolean | null, userErrors: Array<{ code: ErrorCode, message: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: MemberSignInByWechatInput!) {
  memberSignInByWechat(input: $input) {
    tokens {
      accessToken
      refreshToken
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh($input: MemberTokenRefreshInput!) {
  memberTokenRefresh(input: $input) {
    tokens {
      accessToken
      refreshToken
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const CardDocument = new TypedDocumentString(`
    query Card {
  me {
    displayName
    joinedAt
    orderCount
    points {
      available
    }
    tier {
      progress
      missing
      tier {
        name
      }
      next {
        name
      }
    }
    brand {
      name
      logoUrl
      primaryColor
    }
  }
}
    `) as unknown as TypedDocumentString<CardQuery, CardQueryVariables>;
export const TierDocument = new TypedDocumentString(`
    query Tier {
  me {
    tier {
      growthValue
      progress
      missing
      validUntil
      needed
      warnedAt
      tier {
        id
        name
      }
      next {
        name
      }
    }
    tiers {
      id
      name
      color
      threshold
      benefits {
        id
        name
        description
        period
        times
        left
        contact
      }
    }
    badges {
      id
      name
      description
      color
      held
      progress {
        fraction
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TierQuery, TierQueryVariables>;
export const PointsDocument = new TypedDocumentString(`
    query Points($after: String) {
  me {
    points {
      available
      pending
      expiringNext {
        at
        points
      }
      entries(first: 20, after: $after) {
        nodes {
          at
          kind
          points
          reason
          orderNo
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PointsQuery, PointsQueryVariables>;
export const RewardsDocument = new TypedDocumentString(`
    query Rewards {
  me {
    points {
      available
    }
    rewards(first: 100) {
      nodes {
        id
        name
        description
        points
        stock
      }
    }
    redemptions(first: 20) {
      nodes {
        id
        createdAt
        points
        status
        reward {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RewardsQuery, RewardsQueryVariables>;
export const RewardRedeemDocument = new TypedDocumentString(`
    mutation RewardRedeem($input: MeRewardRedeemInput!, $key: String!) {
  meRewardRedeem(input: $input) @idempotent(key: $key) {
    redemption {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RewardRedeemMutation, RewardRedeemMutationVariables>;
export const CouponsDocument = new TypedDocumentString(`
    query Coupons($status: CouponStatus!, $after: String) {
  me {
    coupons(first: 20, after: $after, filter: {status: [$status]}) {
      nodes {
        id
        name
        description
        code
        kind
        percent
        amount {
          amount
          currency
        }
        cap {
          amount
          currency
        }
        minimum {
          amount
          currency
        }
        startsAt
        expiresAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    orders(first: 20) {
      nodes {
        id
        orderNo
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CouponsQuery, CouponsQueryVariables>;
export const CouponUseDocument = new TypedDocumentString(`
    mutation CouponUse($input: MeCouponRedeemInput!, $key: String!) {
  meCouponRedeem(input: $input) @idempotent(key: $key) {
    redemption {
      payable {
        amount
        currency
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CouponUseMutation, CouponUseMutationVariables>;
export const ProfileDocument = new TypedDocumentString(`
    query Profile {
  me {
    version
    displayName
    gender
    birthday
    province
    city
  }
}
    `) as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const ProfileSaveDocument = new TypedDocumentString(`
    mutation ProfileSave($input: MeUpdateInput!, $key: String!) {
  meUpdate(input: $input) @idempotent(key: $key) {
    me {
      version
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ProfileSaveMutation, ProfileSaveMutationVariables>;
export const ConsentsDocument = new TypedDocumentString(`
    query Consents {
  me {
    consents {
      purpose
      granted
    }
  }
}
    `) as unknown as TypedDocumentString<ConsentsQuery, ConsentsQueryVariables>;
export const ConsentSayDocument = new TypedDocumentString(`
    mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {
  meConsentRecord(input: $input) @idempotent(key: $key) {
    me {
      consents {
        purpose
        granted
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ConsentSayMutation, ConsentSayMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  meSignOut {
    devices
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const CloseDocument = new TypedDocumentString(`
    mutation Close {
  meClose {
    closed
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CloseMutation, CloseMutationVariables>;