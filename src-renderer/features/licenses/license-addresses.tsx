import type { AddressView, LicenseView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { SEATS_SHOWN, SeatList, SeatRow } from './seat-list.tsx';

/** The IP addresses that count against the limit of a licence, the last seen first. */
export function LicenseAddresses({ license: { id } }: { license: LicenseView }) {
  const page = { license: id, limit: SEATS_SHOWN };
  const addresses = useChannel('addresses.list', page, { refetchInterval: 15_000 });
  return (
    <SeatList
      id="addresses-title"
      title="IP addresses"
      none="No address counts."
      seats={addresses}
      renderSeat={(address) => <AddressRow key={address.id} license={id} address={address} />}
    />
  );
}

function AddressRow({ license, address }: { license: string; address: AddressView }) {
  const forget = useCall('addresses.forget');
  const remember = useCall('addresses.remember');
  const { id, ip, forgottenAt, lastSeenAt } = address;
  const change = forgottenAt === null ? forget : remember;
  return (
    <SeatRow
      name={ip}
      forgottenAt={forgottenAt}
      lastSeenAt={lastSeenAt}
      onChange={() => change.mutateAsync({ license, address: id })}
      pending={change.isPending}
    />
  );
}
