export { grantChannels } from './channel-abilities';
export { CHANNEL_ERRORS } from './channel-errors';
export type { ChannelErrorCode } from './channel-errors';
export { channelCodeSchema, channelKeyCreateSchema, DEFAULT_RATE_PER_SECOND } from './channel-schema';
export type { ChannelKeyCreateInput, ChannelKeyView } from './channel-schema';
