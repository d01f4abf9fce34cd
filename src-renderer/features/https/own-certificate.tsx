import { FileInput, Modal, PasswordInput, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract.ts';
import { ApiError, messageOf } from '../../api/api-error.ts';
import { useCall } from '../../api/use-channel.ts';
import { FormFooter } from '../../components/form-footer.tsx';
import { tellDone } from '../../components/toast.tsx';

/** Certificates are small; more than this is something else. In bytes. */
const LARGEST = 240_000;

/** Takes a certificate of the vendor's own, as PEM files or as one PFX file. */
export function OwnCertificate({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Use your own certificate" size="md">
      <OwnForm onClose={onClose} />
    </Modal>
  );
}

/** Begins anew each time the dialog opens. */
function OwnForm({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<'pem' | 'pfx'>('pem');
  const [certificate, setCertificate] = useState<File | null>(null);
  const [key, setKey] = useState<File | null>(null);
  const [pfx, setPfx] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const use = useCall('tls.useOwn');

  const input = async (): Promise<Input<'tls.useOwn'> | null> => {
    const secret = password === '' ? {} : { password };
    if (form === 'pfx') return pfx && { pfx: await base64(pfx), ...secret };
    return certificate && key && { certificate: await text(certificate), key: await text(key), ...secret };
  };
  const save = async () => {
    try {
      const whole = await input();
      if (whole === null) return;
      await use.mutateAsync(whole);
      tellDone('Clients see your own certificate from now on.');
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Form of the certificate"
          data={[
            { value: 'pem', label: 'PEM files' },
            { value: 'pfx', label: 'PFX file' },
          ]}
          value={form}
          onChange={(value) => setForm(value === 'pfx' ? 'pfx' : 'pem')}
        />
        {form === 'pem' ? (
          <>
            <FileInput
              label="Certificate"
              description="With its chain, e.g. fullchain.pem"
              placeholder="Choose a file"
              accept=".pem,.crt,.cer,.txt"
              value={certificate}
              onChange={setCertificate}
              required
            />
            <FileInput
              label="Private key"
              description="It is kept encrypted, and never shown"
              placeholder="Choose a file"
              accept=".pem,.key,.txt"
              value={key}
              onChange={setKey}
              required
            />
          </>
        ) : (
          <FileInput
            label="PFX file"
            description="Certificate and key in one (PKCS#12). It is kept encrypted"
            placeholder="Choose a file"
            accept=".pfx,.p12"
            value={pfx}
            onChange={setPfx}
            required
          />
        )}
        <PasswordInput
          label="Password"
          description={form === 'pem' ? 'If the key is encrypted' : undefined}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="off"
        />
        <FormFooter
          error={problem !== null && messageOf(problem)}
          onCancel={onClose}
          submit="Use it"
          pending={use.isPending}
          disabled={form === 'pfx' ? !pfx : !certificate || !key}
        />
      </Stack>
    </form>
  );
}

/** @throws {ApiError} when the file is too large or cannot be read */
async function bytesOf(file: File): Promise<Uint8Array> {
  if (file.size > LARGEST)
    throw new ApiError({ code: 'file_too_large', message: `${file.name} is too large for a certificate.` });
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new ApiError({ code: 'file_unreadable', message: `${file.name} cannot be read. Choose it again.` });
  }
}

const text = async (file: File): Promise<string> => new TextDecoder().decode(await bytesOf(file));

const base64 = async (file: File): Promise<string> =>
  btoa(Array.from(await bytesOf(file), (byte) => String.fromCodePoint(byte)).join(''));
