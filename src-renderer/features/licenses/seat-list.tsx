import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Name } from '../../components/name.tsx';
import { LoadingRows, Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { tellError } from '../../components/toast.tsx';
import classes from './seat-list.module.css';

/** So many of them are shown, the last seen ones; some licences have any number. */
export const SEATS_SHOWN = 200;

/** What takes a place of a licence. */
type Seat = { id: string; forgottenAt: string | null };

type SeatListProps<S extends Seat> = {
  id: string;
  title: string;
  /** What it says when nothing holds a place. */
  none: string;
  seats: { data?: S[] | undefined; error: Error | null; isPending: boolean; refetch: () => unknown };
  renderSeat: (seat: S) => React.ReactNode;
};

/** Those that hold a place of a licence, then those that are forgotten. */
export function SeatList<S extends Seat>({ id, title, none, seats, renderSeat }: SeatListProps<S>) {
  const holding = seats.data?.filter(({ forgottenAt }) => forgottenAt === null) ?? [];
  const forgotten = seats.data?.filter(({ forgottenAt }) => forgottenAt !== null) ?? [];
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb={6}>
        {title}
      </Title>
      {seats.isPending && <LoadingRows rows={2} />}
      {seats.error && <Unreadable what={`The ${title}`} error={seats.error} retry={seats.refetch} />}
      {seats.data && holding.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <Stack gap={0} component="ul" className={classes.list}>
        {[...holding, ...forgotten].map(renderSeat)}
      </Stack>
      {seats.data?.length === SEATS_SHOWN && (
        <Text size="sm" c="dimmed" mt={6}>
          These are the {SEATS_SHOWN} that were seen last.
        </Text>
      )}
    </section>
  );
}

type SeatRowProps = {
  name: string;
  /** What else is known of it. */
  note?: React.ReactNode;
  forgottenAt: string | null;
  lastSeenAt: string;
  /** Takes its place away, or gives it back. */
  onChange: () => Promise<unknown>;
  pending: boolean;
};

/** One that holds or held a place, with a way to take it away or to give it back. */
export function SeatRow({ name, note, forgottenAt, lastSeenAt, onChange, pending }: SeatRowProps) {
  const verb = forgottenAt === null ? 'Forget' : 'Remember';
  const run = async () => {
    try {
      await onChange();
    } catch (error) {
      tellError(`${name} was not ${forgottenAt === null ? 'forgotten' : 'remembered'}`, error);
    }
  };
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.seat}>
      <div style={{ minWidth: 0 }}>
        <Name size="sm">{name}</Name>
        <Text size="xs" c="dimmed" component="div">
          {note}
          {forgottenAt === null ? 'seen ' : 'forgotten '}
          <Time value={forgottenAt ?? lastSeenAt} />
        </Text>
      </div>
      <Button
        size="compact-xs"
        variant={forgottenAt === null ? 'default' : 'subtle'}
        loading={pending}
        onClick={() => void run()}
        aria-label={`${verb} ${name}`}
      >
        {verb}
      </Button>
    </Group>
  );
}
