import { setImmediate } from 'node:timers/promises';
import { RecordKind } from '../../../shared/model/transfer.ts';
import { exportRecords, exportVendor } from '../../domain/transfer/export-records.ts';
import { importRecords } from '../../domain/transfer/import-records.ts';
import { refuse } from '../../domain/refusal.ts';
import { unpackRecords } from '../../transfer/pack-records.ts';
import { csvHead, csvLines, jsonLines } from '../../transfer/write-records.ts';
import type { Handlers } from '../dispatch.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'records.import' | 'records.export'>;

/** Whole stocks of records, in and out. */
export const recordHandlers = ({ core, backOffice, forgetSigner }: HandlerServices): Area => {
  const pause = () => setImmediate();

  const exportCsv = async (kind: RecordKind): Promise<string> => {
    let text = csvHead(kind);
    for (const records of exportRecords(core, kind)) {
      text += csvLines(kind, records);
      await pause();
    }
    return text;
  };
  const exportJson = async (kinds: readonly RecordKind[], privateKey: boolean): Promise<string> => {
    const sections = [`  "vendor": ${JSON.stringify(exportVendor(core, privateKey))}`];
    for (const kind of kinds) {
      const lines: string[] = [];
      for (const records of exportRecords(core, kind)) {
        lines.push(jsonLines(records));
        await pause();
      }
      sections.push(lines.length === 0 ? `  "${kind}": []` : `  "${kind}": [\n${lines.join(',\n')}\n  ]`);
    }
    return `{\n${sections.join(',\n')}\n}\n`;
  };
  return {
    'records.import': async ({ fileName, content, kind, dryRun, skipBad }) => {
      const packed = await backOffice
        .run('readRecords', { fileName, content, kind: kind ?? null })
        .catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'unreadable_records') refuse('invalid_input', error.message);
          throw error;
        });
      const records = await unpackRecords(packed, pause);
      try {
        return await importRecords(core, records, { dryRun, skipBad, pause });
      } finally {
        if (records.vendor && !dryRun) forgetSigner();
      }
    },
    'records.export': async ({ format, kind, privateKey }) => {
      const day = new Date(core.now()).toISOString().slice(0, 10);
      if (format === 'json')
        return {
          fileName: `lanyard-${kind ?? 'records'}-${day}.json`,
          content: await exportJson(kind ? [kind] : RecordKind.options, privateKey),
        };
      if (!kind) return refuse('invalid_input', 'A CSV file holds one kind of record: say which.');
      return { fileName: `lanyard-${kind}-${day}.csv`, content: await exportCsv(kind) };
    },
  };
};
