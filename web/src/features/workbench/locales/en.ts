export const messages = {
  workbench: {
    title: 'Workbench',
    lead: '{duty}: what to look at now, the most urgent first.',
    all: 'See all',
    approver: { PROVINCE: '{tenant} province approvers', CITY: '{tenant} city approvers' },
    waited: {
      days: '{count} day | {count} days',
      hours: '{count} hour | {count} hours',
      now: 'under an hour',
    },
    toDo: {
      title: 'Waiting for my decision',
      sentence:
        '{count} submission waits, since {waited}. | {count} submissions wait, the oldest for {waited}.',
      empty: 'Nothing waits for a decision. New submissions appear here.',
    },
    mine: {
      title: 'Submitted by me',
      sentence: '{count} submission waits for a decision. | {count} submissions wait for a decision.',
      with: 'With the {approver}',
      empty:
        'Nothing waits for a decision. When a campaign is finished, choose “Submit for review” on its page.',
    },
    returned: {
      title: 'Returned to me',
      sentence:
        '{count} submission came back; the reason stands below. | {count} submissions came back; the reasons stand below.',
      RETURNED: 'Returned by {by}: {reason}',
      REJECTED: 'Rejected by {by}: {reason}',
      APPROVED: 'Approved by {by}: {reason}',
      empty: 'Nothing came back.',
    },
    publish: {
      title: 'Standards to publish',
      sentence:
        '{count} standard is approved; cities can use it once it is published. | {count} standards are approved; cities can use them once they are published.',
      empty: 'No standard waits to be published. Approved standards appear here.',
    },
    upcoming: {
      title: 'Going live and ending',
      sentence: 'In the next {days} days {live} go live and {ends} end.',
      empty: 'Nothing goes live or ends in the next {days} days.',
      GOES_LIVE: 'Goes live',
      ENDS: 'Ends',
    },
    unlocalised: {
      title: 'Standards without a local version',
      sentence:
        '{count} published standard has no version of this city. | {count} published standards have no version of this city.',
      empty: 'This city has a version of every published standard. New ones appear here.',
      start: 'Localise',
      startOf: 'Localise: {title}',
      published: 'published',
    },
    refusals: {
      title: 'Latest refusals',
      sentence: 'Access without permission or to what does not exist, the latest first.',
      empty: 'Nothing was refused.',
    },
    keys: {
      title: 'Channel keys',
      sentence: '{active} keys in use for {channels} channels; {revoked} revoked.',
      empty:
        'There are no channel keys yet. Make one under System · Channel keys when a channel is to be connected.',
      cities: '{count} city | {count} cities',
      demo: 'demo',
    },
    nothing: {
      title: 'Nothing waits for this duty',
      text: 'Open a page from the menu; if you have another duty, switch at the top right.',
    },
  },
  notifications: {
    title: 'Notifications',
    description: 'Submissions, decisions, publications and windows that concern you, kept for {days} days.',
    bell: 'Notifications, {count} unread',
    unread: 'Unread:',
    markRead: 'Mark as read',
    markReadOf: 'Mark as read: {title}',
    markAllRead: 'Mark all as read',
    noneUnread: 'Nothing is unread.',
    seeAll: 'See all notifications',
    boxes: 'Which notifications',
    box: { all: 'All', unread: 'Unread' },
    boxAbout: {
      all: 'The newest first, with those that were read.',
      unread: 'To open one is to have read it.',
    },
    kind: 'Kind',
    kinds: {
      SUBMITTED: 'To approve',
      APPROVED: 'Approved',
      RETURNED: 'Returned',
      REJECTED: 'Rejected',
      PUBLISHED: 'New standard',
      WENT_LIVE: 'Went live',
      ENDED: 'Ended',
      OVERTAKEN: 'Overtaken',
    },
    sentence: {
      SUBMITTED: '{by} of {from} submitted “{title}” for approval',
      APPROVED: '“{title}” was approved by {by}',
      APPROVED_STANDARD: '“{title}” was approved by {by} and can be published',
      RETURNED: '“{title}” was returned by {by}',
      REJECTED: '“{title}” was rejected by {by}',
      PUBLISHED: 'The province published the standard “{title}”; it can be localised',
      WENT_LIVE: '“{title}” went live',
      ENDED: '“{title}” ended',
      OVERTAKEN: 'A later version took the place of “{title}”',
    },
    empty: {
      all: 'No notifications yet',
      unread: 'Nothing is unread',
      text: 'What others submit, decide or publish and concerns you appears here.',
    },
  },
};
