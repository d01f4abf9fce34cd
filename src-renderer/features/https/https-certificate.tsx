import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCertificate, IconDownload, IconHelp } from '@tabler/icons-react';
import { type CertificateView, type TlsStatus, validityAt } from '../../../shared/model/tls.ts';
import { valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useCall } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { tellDone, tellError } from '../../components/toast.tsx';
import { formatDate } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { CA_FILE } from '../../lib/trust-lines.ts';
import { useNow } from '../../lib/use-now.ts';
import { OwnCertificate } from './own-certificate.tsx';
import { TrustHelp } from './trust-help.tsx';

/** Whose certificate it is, what for and until when; and how clients come to trust it. */
export function HttpsCertificate({ status }: { status: TlsStatus }) {
  const { invoke } = useConnection();
  const now = useNow();
  const confirm = useConfirm();
  const useLocal = useCall('tls.useLocal');
  const newCa = useCall('tls.newCa');
  const [choosing, { open: choose, close: chosen }] = useDisclosure(false);
  const [helping, { open: help, close: helped }] = useDisclosure(false);
  const { certificate, ca, source, uncovered } = status;
  if (!certificate) return null;

  const save = async () => {
    try {
      saveFile(CA_FILE, valueOf(await invoke('tls.ca', {})).pem, 'application/x-x509-ca-cert');
    } catch (error) {
      tellError('The CA certificate was not saved', error);
    }
  };
  const goBack = () =>
    useLocal.mutateAsync({}).then(
      () => tellDone('The certificate is one of the CA made here again.'),
      (error: unknown) => tellError('The certificate stays as it was', error),
    );
  const makeCa = async () => {
    const agreed = await confirm({
      title: 'Make another CA?',
      message: 'Clients that trust the present one refuse to connect until they trust the new one.',
      action: 'Make another CA',
    });
    if (agreed)
      await newCa.mutateAsync({}).catch((error: unknown) => tellError('The CA stays as it was', error));
  };
  const certificateRefusal = refusalOf(certificate, now);
  const caRefusal = source === 'local' && ca ? refusalOf(ca, now) : null;
  const anotherCa = (
    <Button size="xs" mt={6} variant="default" loading={newCa.isPending} onClick={() => void makeCa()}>
      Make another CA
    </Button>
  );
  return (
    <Stack gap="xs">
      <Text size="sm">
        {source === 'local' ? (
          <>
            Certificate of the CA made here, good until {formatDate(certificate.notAfter)}. It renews itself.
          </>
        ) : (
          <>
            Your own certificate, issued by <bdi>{certificate.issuer}</bdi>, good until{' '}
            {formatDate(certificate.notAfter)}.
          </>
        )}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        For {[...certificate.names, ...certificate.addresses].join(', ') || 'no name at all'}
      </Text>
      {caRefusal ? (
        <Alert color="red" p="xs" icon={<IconAlertTriangle size={18} />} role="alert">
          <Text size="sm">
            The CA {caRefusal}: clients refuse to connect. Set the clock of this computer right if it is
            wrong. Otherwise make another CA, which clients must trust anew.
          </Text>
          {anotherCa}
        </Alert>
      ) : (
        certificateRefusal && (
          <Alert color="red" p="xs" icon={<IconAlertTriangle size={18} />} role="alert">
            The certificate {certificateRefusal}: clients refuse to connect.
          </Alert>
        )
      )}
      {uncovered.length > 0 && (
        <Alert color="yellow" p="xs" icon={<IconAlertTriangle size={18} />}>
          <Text size="sm">
            The CA was made before this machine had {uncovered.join(', ')}. Under{' '}
            {uncovered.length === 1 ? 'it' : 'them'} clients see a warning.
          </Text>
          {anotherCa}
        </Alert>
      )}
      {source === 'local' && ca && (
        <div>
          <Text size="sm" mb={4}>
            Fingerprint of the CA (SHA-256)
          </Text>
          <CopyLine value={ca.fingerprint} label="Copy the fingerprint" wrap />
        </div>
      )}
      <Group gap="xs">
        {source === 'local' && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => void save()}
            >
              Save CA certificate
            </Button>
            <Button size="xs" variant="default" leftSection={<IconHelp size={16} />} onClick={help}>
              How clients trust it
            </Button>
          </>
        )}
        <Button size="xs" variant="default" leftSection={<IconCertificate size={16} />} onClick={choose}>
          Use your own…
        </Button>
        {source === 'own' && (
          <Button size="xs" variant="default" loading={useLocal.isPending} onClick={() => void goBack()}>
            Back to the CA made here
          </Button>
        )}
      </Group>
      <OwnCertificate opened={choosing} onClose={chosen} />
      <TrustHelp
        opened={helping}
        onClose={helped}
        address={status.addresses[0] ?? `https://HOST:${status.port}`}
      />
    </Stack>
  );
}

/** Why clients refuse a certificate by its dates; null when they do not. */
function refusalOf({ notBefore, notAfter }: CertificateView, now: number): string | null {
  const dates = { notBefore: Date.parse(notBefore), notAfter: Date.parse(notAfter) };
  switch (validityAt(dates, now)) {
    case 'expired':
      return `expired on ${formatDate(notAfter)}`;
    case 'not_yet':
      return `is not valid before ${formatDate(notBefore)}`;
    case 'valid':
      return null;
  }
}
