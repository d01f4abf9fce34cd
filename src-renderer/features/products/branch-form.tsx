import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { FormFooter } from '../../components/form-footer.tsx';
import { useForm } from '@mantine/form';
import { contract } from '../../../shared/contract.ts';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { replyErrors, schemaErrors } from '../../lib/form-errors.ts';

type BranchFormProps = {
  product: ProductView;
  opened: boolean;
  onClose: () => void;
  onSaved: (name: string) => void;
  /** The branch to rename; none = a new one. */
  branch?: string;
};

/** Creates a branch of a product or renames one. */
export function BranchForm({ opened, ...props }: BranchFormProps) {
  const { branch, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={branch ? 'Rename the branch' : 'New branch'}>
      <Fields {...props} />
    </Modal>
  );
}

/** A closed dialog forgets its content. */
function Fields({ product, onClose, onSaved, branch }: Omit<BranchFormProps, 'opened'>) {
  const create = useCall('branches.create');
  const rename = useCall('branches.rename');
  const form = useForm({
    initialValues: { name: branch ?? '' },
    validate: (values) => schemaErrors(contract['branches.create'].input, { product: product.id, ...values }),
  });
  const save = async ({ name }: { name: string }) => {
    try {
      const saved = branch
        ? await rename.mutateAsync({ product: product.id, branch, name })
        : await create.mutateAsync({ product: product.id, name });
      onClose();
      onSaved(saved.name);
    } catch (error) {
      form.setErrors(replyErrors(error, { name_taken: 'name', name_reserved: 'name' }, ['name']));
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack gap="sm">
        <Text size="sm">
          {branch ? (
            <>
              Clients that ask for <bdi>{branch}</bdi> are refused from then on; they must name it anew.
            </>
          ) : (
            <>
              A branch is a line of releases of its own, e.g. <bdi>beta</bdi>. A client that names no branch
              gets the default line.
            </>
          )}
        </Text>
        <TextInput
          label="Name"
          data-autofocus
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <FormFooter
          error={form.errors['form']}
          onCancel={onClose}
          submit={branch ? 'Rename' : 'Create'}
          pending={create.isPending || rename.isPending}
        />
      </Stack>
    </form>
  );
}
