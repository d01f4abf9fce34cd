import { Command } from 'commander';
import { version } from '../../package.json';
import { type Surroundings, takeGlobalOptions } from './command.ts';
import { addApiKeyCommands } from './commands/api-keys.ts';
import { addBlacklistCommands } from './commands/blacklist.ts';
import { addBranchCommands } from './commands/branches.ts';
import { addConsoleCommands } from './commands/console.ts';
import { addCustomerCommands } from './commands/customers.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addFeedCommands } from './commands/feeds.ts';
import { addLicenseCommands } from './commands/licenses.ts';
import { addLogCommands } from './commands/logs.ts';
import { addProductCommands } from './commands/products.ts';
import { addQuarantineCommands } from './commands/quarantine.ts';
import { addReleaseCommands } from './commands/releases.ts';
import { addRecordCommands } from './commands/records.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addStatisticsCommand } from './commands/statistics.ts';
import { addStatusCommand } from './commands/status.ts';
import { addTlsCommands } from './commands/tls.ts';
import { addVendorCommands } from './commands/vendor.ts';
import { describePage, formatPage, subcommandTerm } from './help.ts';

/** Where commander's own texts go. */
export type Texts = { help: (text: string) => void; helpAfterError: (text: string) => void };

/** Every command of `lanyard`. Usage errors are thrown, not printed. */
export function createProgram(around: Surroundings, texts: Texts): Command {
  const program = new Command('lanyard')
    .exitOverride()
    .configureOutput({ writeOut: texts.help, writeErr: texts.helpAfterError, outputError: () => {} })
    .configureHelp({ formatHelp: formatPage, subcommandTerm })
    .helpCommand('help [command]', 'show the page of a command')
    .enablePositionalOptions() // `--version` after a command is that command's own
    .version(version, '--version', 'print the version')
    .usage('<command>')
    .summary('a licence and release server for small vendors')
    .description(
      'Serves releases and licences to clients that speak Lukittu, Cryptlex or LicenseDock, and manages them. Commands talk to ' +
        'the server that has the data folder open; when none runs they open the folder themselves. Those that change something create it where it is missing or empty.',
    );
  takeGlobalOptions(program);
  describePage(program, {
    examples: [
      ['lanyard demo', 'look around in a throw-away folder'],
      ['lanyard serve', 'serve the data folder of this user'],
      ['lanyard product create --name Compass', 'the first product'],
    ],
  });
  addServeCommand(program, around);
  addDemoCommand(program, around);
  addStatusCommand(program, around);
  addStatisticsCommand(program, around);
  addConsoleCommands(program, around);
  addVendorCommands(program, around);
  addSettingsCommands(program, around);
  addTlsCommands(program, around);
  addApiKeyCommands(program, around);
  addProductCommands(program, around);
  addBranchCommands(program, around);
  addReleaseCommands(program, around);
  addQuarantineCommands(program, around);
  addFeedCommands(program, around);
  addLicenseCommands(program, around);
  addCustomerCommands(program, around);
  addRecordCommands(program, around);
  addBlacklistCommands(program, around);
  addLogCommands(program, around);
  return program;
}
