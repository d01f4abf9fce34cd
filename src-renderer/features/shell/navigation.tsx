import { ActionIcon, Group, NavLink, Text, Tooltip } from '@mantine/core';
import {
  IconBan,
  IconApi,
  IconDownload,
  IconKey,
  IconKeyboard,
  IconLayoutDashboard,
  IconPackage,
  IconPlugConnected,
  IconUsers,
} from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { AlertsBadge } from '../alerts/alerts-badge.tsx';
import { RunningUploads } from '../publish/running-uploads.tsx';
import { LogOut } from './log-out.tsx';
import { Logo } from './logo.tsx';
import classes from './navigation.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

const pages = [
  { path: '/', label: 'Overview', icon: IconLayoutDashboard },
  { path: '/products', label: 'Products', icon: IconPackage },
  { path: '/licenses', label: 'Licences', icon: IconKey },
  { path: '/customers', label: 'Customers', icon: IconUsers },
  { path: '/downloads', label: 'Downloads', icon: IconDownload },
  { path: '/connect', label: 'Connect', icon: IconPlugConnected },
  { path: '/blacklist', label: 'Blacklist', icon: IconBan },
  { path: '/api-keys', label: 'API keys', icon: IconApi },
] as const;

/** The way from page to page, and what concerns them all. */
export function Navigation({ onHelp }: { onHelp: () => void }) {
  const { pathname } = useLocation();
  const isHere = (path: string) => (path === '/' ? pathname === '/' : pathname.startsWith(path));
  return (
    <>
      <Group gap={10} px={10} mb="md" wrap="nowrap">
        <Logo />
        <Text fw={650} size="lg">
          Lanyard
        </Text>
      </Group>
      <ul className={classes.pages}>
        {pages.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <NavLink
              component={Link}
              to={path}
              label={label}
              leftSection={<Icon size={18} stroke={1.75} />}
              rightSection={path === '/' && <AlertsBadge />}
              active={isHere(path)}
              aria-current={isHere(path) ? 'page' : undefined}
              className={classes.page}
            />
          </li>
        ))}
      </ul>
      <RunningUploads />
      <Group wrap="nowrap" gap={2} px={4} pt="sm">
        <div className={classes.grow}>
          <ThemeSwitch />
        </div>
        <LogOut />
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={onHelp}
            aria-label="Keyboard shortcuts"
          >
            <IconKeyboard size={20} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </>
  );
}
