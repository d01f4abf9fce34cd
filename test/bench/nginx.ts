import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../support/ports.ts';

/** nginx as it is set up for speed: sendfile, one worker, no log. */
const config = (folder: string, port: number) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
events { worker_connections 64; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`;

/**
 * Serves a folder with nginx.
 * @returns null when it is not installed
 */
export async function startNginx(folder: string) {
  if (spawnSync('nginx', ['-v']).error) return null;
  const port = await freePort();
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, config(folder, port));
  const child = spawn('nginx', ['-p', folder, '-c', path], { stdio: ['ignore', 'inherit', 'inherit'] });
  const stopAtExit = () => void child.kill('SIGTERM');
  process.on('exit', stopAtExit);
  const ended = once(child, 'exit');
  while (!(await listens(port))) if (child.exitCode !== null) throw new Error('nginx did not start');
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', stopAtExit);
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => setTimeout(resolve, 20, false)).on('connect', () => socket.destroy());
  });
