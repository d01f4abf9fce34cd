import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LicenseView } from '../../../shared/model/views.ts';
import { formatCount } from '../../lib/format.ts';
import { IssuedLicenses } from './issued-licenses.tsx';
import { TermsFields } from './terms-fields.tsx';

type NewLicensesProps = {
  opened: boolean;
  onClose: () => void;
  /** The product that is already chosen, if one is. */
  product?: string | undefined;
};

/** Issues one licence or many: first what they allow, then their keys. */
export function NewLicenses({ opened, onClose, product }: NewLicensesProps) {
  const [issued, setIssued] = useState<readonly LicenseView[] | null>(null);
  useEffect(() => {
    if (opened) setIssued(null);
  }, [opened]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={issued ? `${formatCount(issued.length, 'licence')} issued` : 'New licences'}
    >
      {issued ? (
        <IssuedLicenses licenses={issued} onDone={onClose} />
      ) : (
        <TermsFields product={product} onCancel={onClose} onIssued={setIssued} />
      )}
    </Modal>
  );
}
