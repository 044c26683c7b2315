import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ImportDelimiter, ImportEncoding } from './import.enum.ts';

@ObjectType({ description: 'A column of the file.' })
export class ImportColumn {
  @Field(() => Int, { description: 'Its place, from 0.' })
  index!: number;

  @Field(() => String, { description: 'How the file names it.' })
  header!: string;

  @Field(() => [String], {
    description:
      'Up to five values of its first rows. None without the permission IMPORT_RUN: they may be personal data.',
  })
  samples!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Key of the field that it is matched with (`importFields`); null when it is not imported.',
  })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'Key of the field that it is likely meant for.' })
  suggestedField!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How likely, from 0 to 1: 1 for a header that is written just like a name of the field.',
  })
  confidence!: number | null;
}

@ObjectType({ description: 'How a file is read where an operator has said so (`importRead`).' })
export class ImportReadingChoice {
  @Field(() => ImportEncoding, { nullable: true, description: 'Null where it is recognised.' })
  encoding!: string | null;

  @Field(() => ImportDelimiter, { nullable: true, description: 'Null where it is recognised.' })
  delimiter!: string | null;

  @Field(() => String, { nullable: true, description: 'Null for the first sheet that holds a table.' })
  sheet!: string | null;

  @Field(() => Int, { nullable: true, description: 'Null where it is recognised.' })
  headerLine!: number | null;
}

@ObjectType({ description: 'What a file leaves open about how it is written. `importMap` takes the answer.' })
export class ImportQuestion {
  @Field(() => String, {
    description:
      '`DATE_ORDER` (answer: `dateOrder`), `DECIMAL_MARK` (`decimalSeparator`), `AMOUNT_SCOPE` (`amountScope`: whether the amounts in rows of one order are the order’s or the row’s).',
  })
  kind!: string;

  @Field(() => Int, { description: 'The column, from 0.' })
  columnIndex!: number;

  @Field(() => [String], { description: 'Answers: `dmy`, `mdy`; `.`, `,`; `order`, `line`.' })
  options!: string[];

  @Field(() => [String], { description: 'Values that can be read in either way.' })
  samples!: string[];

  @Field(() => String, { nullable: true, description: 'The answer that was given; null while it is open.' })
  answer!: string | null;
}

@ObjectType({ description: 'Something that a column can be matched with.' })
export class ImportField {
  @Field(() => String, { description: 'For `importMap`: stable, whatever the language.' })
  key!: string;

  @Field(() => String, { description: 'For people, in the language of the request.' })
  label!: string;

  @Field(() => Boolean, { description: 'Whether a column is needed for it or for another one of `oneOf`.' })
  required!: boolean;

  @Field(() => [String], {
    description: 'Keys of fields of which at least one needs a column, this one included; empty for others.',
  })
  oneOf!: string[];

  @Field(() => String, {
    description:
      '`text list date datetime amount quantity currency phone email gender status`: what its values are.',
  })
  type!: string;

  @Field(() => String, { description: 'How its values may be written, in the language of the request.' })
  description!: string;
}
