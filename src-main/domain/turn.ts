/** The turn on the event loop of something that takes long: licence checks never wait for more than one. */
export type Turn = {
  /** Whether it has lasted long enough. */
  isOver: () => boolean;
  /** Lets others have theirs when it is over. */
  next: () => Promise<void>;
};
