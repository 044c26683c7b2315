import { Field, ObjectType } from 'type-graphql';

@ObjectType('UserError', {
  description: 'Something that the caller can mend by changing the input. Nothing was written.',
})
export class UserErrorType {
  @Field(() => String, { description: 'What is wrong, for programs: stable, whatever the language.' })
  code!: string;

  @Field(() => [String], {
    description: 'Path of the input field, `["lines", "0", "quantity"]`; empty when about the whole.',
  })
  field!: string[];

  @Field(() => String, {
    description: 'What is wrong and what to do, for people, in the language of the request.',
  })
  message!: string;
}
