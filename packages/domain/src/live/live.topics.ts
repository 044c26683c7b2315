/**
 * What can be watched: the topics under which the triggers of a migration publish changes (`kolony.publish`), and the
 * noun of the records that their events are about. A further noun is a line here and a trigger there.
 */
export const liveTopics = {
  /** A job was asked for, begun, moved on, or ended. */
  job: { noun: 'Job', table: 'job' },
  /** An operator was told something (the event names it), or has read some of it (it names none). */
  notification: { noun: 'Notification', table: 'notification' },
} as const;

export type LiveTopic = keyof typeof liveTopics;
