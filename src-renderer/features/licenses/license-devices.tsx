import type { DeviceView, LicenseView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { Name } from '../../components/name.tsx';
import { deviceKindWords } from '../../lib/words.ts';
import { SEATS_SHOWN, SeatList, SeatRow } from './seat-list.tsx';

/** The devices that hold the seats of a licence, with a way to give each seat back. */
export function LicenseDevices({ license: { id } }: { license: LicenseView }) {
  const page = { license: id, limit: SEATS_SHOWN };
  const devices = useChannel('devices.list', page, { refetchInterval: 15_000 });
  return (
    <SeatList
      id="devices-title"
      title="Devices"
      none="No device holds a seat."
      seats={devices}
      renderSeat={(device) => <DeviceRow key={device.id} license={id} device={device} />}
    />
  );
}

function DeviceRow({ license, device }: { license: string; device: DeviceView }) {
  const forget = useCall('devices.forget');
  const remember = useCall('devices.remember');
  const { id, identifier, name, kind, forgottenAt, lastSeenAt } = device;
  const change = forgottenAt === null ? forget : remember;
  return (
    <SeatRow
      name={name ?? identifier}
      note={
        <>
          {name !== null && <Name>{identifier}</Name>}
          {deviceKindWords[kind]} ·{' '}
        </>
      }
      forgottenAt={forgottenAt}
      lastSeenAt={lastSeenAt}
      onChange={() => change.mutateAsync({ license, device: id })}
      pending={change.isPending}
    />
  );
}
