import type { Transaction } from '@kolony/domain/foundation/database';
import type { Outcome } from '@kolony/domain/foundation/errors';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { importFieldGuide } from '@kolony/domain/import/import.field-guide';
import { mapImport } from '@kolony/domain/import/import.mapping.service';
import { mendImport } from '@kolony/domain/import/import.mending.service';
import { readImport, surveyAgain } from '@kolony/domain/import/import.read.service';
import { cancelImport, checkImport, discardImport, runImport } from '@kolony/domain/import/import.service';
import { undoImport } from '@kolony/domain/import/import.undo.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { ImportKind } from './import.enum.ts';
import {
  ImportDiscardPayload,
  ImportIdInput,
  ImportMapInput,
  ImportMendInput,
  ImportPayload,
  ImportReadInput,
} from './import.input.ts';
import { Import, importList } from './import.type.ts';
import { ImportField } from './import-parts.type.ts';

const which = { description: 'Which one.' };

@Resolver()
export class ImportResolver {
  @Query(() => Import, {
    nullable: true,
    description: 'An import of the brand; null when there is none with this id.',
  })
  @Allow('IMPORT_READ')
  import(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Import', id);
    return uuid ? reader.one(Import, info, uuid) : null;
  }

  @Query(() => importList.connection as never, { description: 'The imports of the brand, the newest first.' })
  @Allow('IMPORT_READ')
  imports(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => importList.args as never) _args: object,
  ) {
    return reader.page(importList, info);
  }

  @Query(() => [ImportField], { description: 'What the columns of a file can be matched with.' })
  @Allow('IMPORT_READ')
  importFields(
    @Ctx() { scope }: Context,
    @Arg('kind', () => ImportKind, { description: 'What its rows are.' }) kind: 'members' | 'orders',
  ) {
    return importFieldGuide(kind, scope.locale);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Reads the uploaded file in another way: its encoding, delimiter or sheet, where they were not recognised, or wrongly. Columns that are named otherwise are matched anew; what a check has found and what was corrected is void then.',
  })
  @Allow('IMPORT_RUN')
  async importRead(
    @Ctx() context: Context,
    @Arg('input', () => ImportReadInput, which) input: ImportReadInput,
  ) {
    const id = importIdOf(input);
    const survey = await surveyAgain(context.database, context.scope, { ...input, id });
    return change(context, input, async (tx) =>
      survey.ok ? readImport(tx, { ...input, id }, survey.value) : survey,
    );
  }

  @Mutation(() => ImportPayload, {
    description:
      'Matches the columns of a file, and remembers it for the next file with the same headers. What a check has found is void then.',
  })
  @Allow('IMPORT_RUN')
  importMap(@Ctx() context: Context, @Arg('input', () => ImportMapInput, which) input: ImportMapInput) {
    return change(context, input, (tx, id) => mapImport(tx, { ...input, id }));
  }

  @Mutation(() => ImportPayload, {
    description: 'Begins to check every row, in the background. Nothing is written.',
  })
  @Allow('IMPORT_RUN')
  // Every row is checked.
  @Cost(50)
  importCheck(@Ctx() context: Context, @Arg('input', () => ImportIdInput, which) input: ImportIdInput) {
    return change(context, input, checkImport);
  }

  @Mutation(() => ImportPayload, { description: 'Corrects cells, and begins to check every row again.' })
  @Allow('IMPORT_RUN')
  // Every row is checked anew.
  @Cost(50)
  importMend(@Ctx() context: Context, @Arg('input', () => ImportMendInput, which) input: ImportMendInput) {
    return change(context, input, (tx, id) => mendImport(tx, { ...input, id }));
  }

  @Mutation(() => ImportPayload, {
    description:
      'Begins to write the rows of a checked file, in the background, or goes on where it failed or was stopped. Rows with problems are left out. The same file again changes nothing.',
  })
  @Allow('IMPORT_RUN')
  // Every row is written.
  @Cost(100)
  importRun(@Ctx() context: Context, @Arg('input', () => ImportIdInput, which) input: ImportIdInput) {
    return change(context, input, runImport);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Stops a check or a run. What was written until then stays; the run can go on, or be undone.',
  })
  @Allow('IMPORT_RUN')
  importCancel(@Ctx() context: Context, @Arg('input', () => ImportIdInput, which) input: ImportIdInput) {
    return change(context, input, cancelImport);
  }

  @Mutation(() => ImportPayload, {
    description:
      'Begins to take back what an import wrote, in the background. IMPORT_UNDO_BLOCKED, with how many records of which kind and why, when something depends on it by now.',
  })
  @Allow('IMPORT_RUN')
  // Everything written is looked at.
  @Cost(100)
  importUndo(@Ctx() context: Context, @Arg('input', () => ImportIdInput, which) input: ImportIdInput) {
    return change(context, input, undoImport);
  }

  @Mutation(() => ImportDiscardPayload, {
    description: 'Deletes an import with its file. One that has written something is undone first.',
  })
  @Allow('IMPORT_RUN')
  importDiscard(@Ctx() context: Context, @Arg('input', () => ImportIdInput, which) input: ImportIdInput) {
    return write(
      context,
      (tx) => discardImport(tx, importIdOf(input)),
      () => ({ discardedId: input.id }),
    );
  }
}

function change(
  context: Context,
  input: { id: string },
  work: (tx: Transaction, id: string) => Promise<Outcome<string>>,
) {
  const uuid = importIdOf(input);
  return write(
    context,
    (tx) => work(tx, uuid),
    (id) => ({ import: id }),
  );
}

function importIdOf({ id }: { id: string }): string {
  return uuidOf('Import', id);
}
