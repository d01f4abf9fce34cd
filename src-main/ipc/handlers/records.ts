import { limits } from '../../../shared/limits.ts';
import { RecordKind } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import { exportRecords, exportVendor } from '../../domain/transfer/export-records.ts';
import { importRecords, type Records } from '../../domain/transfer/import-records.ts';
import { refuse } from '../../domain/refusal.ts';
import { csvHead, csvLines, jsonLines } from '../../transfer/write-records.ts';
import type { Handlers } from '../dispatch.ts';
import { takeTurns } from '../turns.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'records.hold' | 'records.import' | 'records.export'>;

type Write = (records: readonly Record<string, unknown>[]) => string;

/** Whole stocks of records, in and out. */
export const recordHandlers = ({ core, backOffice, forgetSigner }: HandlerServices): Area => {
  async function* batches(file: string, kind: RecordKind, count: number) {
    for (let index = 0; index < count; index += 1)
      yield JSON.parse(
        await backOffice.run('records.batch', { file, kind, index }).catch(refuseUnreadable),
      ) as { row: number; value: unknown }[];
  }

  /** The next records of a kind as text, and where to go on. */
  const some = async (kind: RecordKind, after: string, write: Write, between: string) => {
    const turn = takeTurns();
    let text = '';
    let next: string | null = after;
    while (next !== null && text.length < limits.recordsPart) {
      const page = exportRecords(core, kind, next);
      if (page.records.length > 0) text += `${text === '' ? '' : between}${write(page.records)}`;
      ({ next } = page);
      await turn.next();
    }
    return { text, next };
  };
  return {
    'records.hold': async ({ file, part }) => {
      const held = file ?? newId();
      await backOffice
        .run('records.hold', { file: held, part, isNew: file === undefined })
        .catch(refuseUnreadable);
      return { file: held };
    },
    'records.import': async ({ fileName, file, kind, ignore, dryRun, skipBad }) => {
      const { batches: counts, ...found } = await backOffice
        .run('records.read', { file, fileName, kind: kind ?? null, ignore })
        .catch(refuseUnreadable);
      const records: Records = { ...found, batches: (of) => batches(file, of, counts[of]) };
      try {
        const report = await importRecords(core, records, { dryRun, skipBad, turn: takeTurns() });
        if (report.done) await backOffice.run('records.release', file);
        return report;
      } finally {
        if (records.vendor && !dryRun) forgetSigner();
      }
    },
    'records.export': async ({ format, kind, privateKey, after }) => {
      const day = new Date(core.now()).toISOString().slice(0, 10);
      const isFirst = after === undefined;
      if (format === 'csv') {
        if (!kind) return refuse('invalid_input', 'A CSV file holds one kind of record: say which.');
        const { text, next } = await some(kind, after ?? '', (records) => csvLines(kind, records), '');
        const content = `${isFirst ? csvHead(kind) : ''}${text}`;
        return { fileName: `lanyard-${kind}-${day}.csv`, content, next };
      }
      const kinds = kind ? [kind] : RecordKind.options;
      const { kind: of, place } = readCursor(after ?? `${kinds[0]}:`);
      const { text, next } = await some(of, place, jsonLines, ',\n');
      const isNew = place === '';
      const following = kinds[kinds.indexOf(of) + 1];
      const isEmpty = isNew && text === '';
      const content = [
        isFirst && `{\n  "vendor": ${JSON.stringify(exportVendor(core, privateKey))}`,
        isNew && `,\n  "${of}": [`,
        text !== '' && `${isNew ? '' : ','}\n${text}`,
        next === null && (isEmpty ? ']' : '\n  ]'),
        next === null && following === undefined && '\n}\n',
      ];
      return {
        fileName: `lanyard-${kind ?? 'records'}-${day}.json`,
        content: content.filter(Boolean).join(''),
        next: next === null ? (following === undefined ? null : `${following}:`) : `${of}:${next}`,
      };
    },
  };
};

/** Where a JSON export goes on: with what kind of record, and after which of them. */
function readCursor(cursor: string): { kind: RecordKind; place: string } {
  const [name = '', place = ''] = cursor.split(':');
  const { data: kind } = RecordKind.safeParse(name);
  return kind ? { kind, place } : refuse('invalid_input', 'after: must be what the part before named.');
}

function refuseUnreadable(error: NodeJS.ErrnoException): never {
  if (error.code === 'unreadable_records') refuse('invalid_input', error.message);
  throw error;
}
