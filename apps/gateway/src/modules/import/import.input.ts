import type { ImportReadingChoice } from '@kolony/domain/import/import.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { ImportDelimiter, ImportEncoding } from './import.enum.ts';
import { Import } from './import.type.ts';

@InputType({
  description: 'How a file is read. What isn’t given is recognised, whatever was said before.',
})
export class ImportReadInput {
  @Field(() => ID, { description: 'Which import.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the caller saw.' })
  version!: number;

  @Field(() => ImportEncoding, {
    nullable: true,
    description: 'Encoding of a text. ENCODING_MISFIT when the file can’t be read so.',
  })
  encoding?: ImportReadingChoice['encoding'];

  @Field(() => ImportDelimiter, {
    nullable: true,
    description: 'What parts the columns of a text. DELIMITER_NOT_FOUND when it doesn’t.',
  })
  delimiter?: ImportReadingChoice['delimiter'];

  @Field(() => String, {
    nullable: true,
    description: 'Name of a sheet of a workbook (`sheets`). SHEET_NOT_FOUND when there is none.',
  })
  sheet?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Line in which the columns are named, from 1 to 1,000; lines above it are passed over.',
  })
  headerLine?: number | null;
}

@InputType({ description: 'Which field a column is matched with.' })
export class ImportColumnInput {
  @Field(() => Int, { description: 'The column, from 0.' })
  index!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the field (`importFields`); null when the column is not imported.',
  })
  field?: string | null;
}

@InputType({
  description: 'What the columns of a file mean. It replaces what was decided before as a whole.',
})
export class ImportMapInput {
  @Field(() => ID, { description: 'Which import.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the caller saw.' })
  version!: number;

  @Field(() => [ImportColumnInput], { description: 'The columns; those that are left out are not imported.' })
  columns!: ImportColumnInput[];

  @Field(() => String, {
    nullable: true,
    description: '`dmy` or `mdy`, for columns that leave it open (`questions`).',
  })
  dateOrder?: string | null;

  @Field(() => String, { nullable: true, description: '`.` or `,`, for columns that leave it open.' })
  decimalSeparator?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Whose the amounts in several rows of one order are where the file leaves it open: `order`, `line`.',
  })
  amountScope?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA name of the zone of times that name none, `Asia/Shanghai`. Default: the brand’s.',
  })
  timeZone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Channel of orders that name none, at most 64 characters; external ids and openids are unique within it. Default: empty.',
  })
  channel?: string | null;
}

@InputType({ description: 'Which import is meant.' })
export class ImportIdInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType({ description: 'A cell that is corrected.' })
export class ImportCellInput {
  @Field(() => Int, { description: 'Its line, as problems tell it.' })
  line!: number;

  @Field(() => Int, { description: 'Its column, from 0.' })
  columnIndex!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What should stand there, at most 2,000 characters; null takes a correction back.',
  })
  value?: string | null;
}

@InputType({ description: 'Cells to correct. The uploaded file stays as it came.' })
export class ImportMendInput {
  @Field(() => ID, { description: 'Which import.' })
  id!: string;

  @Field(() => [ImportCellInput], { description: 'The cells; at most 10,000 an import.' })
  cells!: ImportCellInput[];
}

@ObjectType({ description: 'The import as it is now.' })
export class ImportPayload {
  @ReadOne(() => Import, 'The import; null when it was refused.')
  import?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'The import that was deleted.' })
export class ImportDiscardPayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null when it was refused.' })
  discardedId?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was deleted.' })
  userErrors!: UserErrorType[];
}
