import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { LicenseView } from '../../../shared/model/views.ts';
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
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title="New licences">
      <TermsThenKeys product={product} onClose={onClose} />
    </Modal>
  );
}

/** A closed dialog forgets its content: the next one begins with the terms again. */
function TermsThenKeys({ onClose, product }: Omit<NewLicensesProps, 'opened'>) {
  const [issued, setIssued] = useState<readonly LicenseView[] | null>(null);
  if (issued) return <IssuedLicenses licenses={issued} onDone={onClose} />;
  return <TermsFields product={product} onCancel={onClose} onIssued={setIssued} />;
}
