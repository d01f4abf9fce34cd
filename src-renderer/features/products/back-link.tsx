import { Anchor } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './back-link.module.css';

/** The way back to every product. */
export function BackLink() {
  return (
    <Anchor component={Link} to="/products" size="sm" className={classes.root}>
      <IconChevronLeft size={16} aria-hidden />
      Products
    </Anchor>
  );
}
