import { type ErrorCode as ErrorCodeName, messages } from '@kolony/domain/foundation/error-messages';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

const codes = Object.entries(messages);
const ErrorCode: Record<string, string> = Object.fromEntries(codes.map(([code]) => [code, code]));
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description:
    'What can be wrong: codes of `userErrors`, and of `extensions.code` of errors. Values in braces are put into the message. GraphQL and HTTP add codes of their own, such as GRAPHQL_VALIDATION_FAILED and BODY_TOO_LARGE.',
  valuesConfig: Object.fromEntries(codes.map(([code, { en }]) => [code, { description: en }])),
});

@ObjectType('UserError', {
  description: 'Something that the caller can mend by changing the input. Nothing was written.',
})
export class UserErrorType {
  @Field(() => ErrorCode, { description: 'What is wrong, for programs: stable, whatever the language.' })
  code!: ErrorCodeName;

  @Field(() => [String], {
    description: 'Path of the input field, `["lines", "0", "quantity"]`; empty when about the whole.',
  })
  field!: string[];

  @Field(() => String, {
    description: 'What is wrong and what to do, for people, in the language of the request.',
  })
  message!: string;
}
