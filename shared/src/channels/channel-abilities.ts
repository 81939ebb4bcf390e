import { isProvinceRole, type Actor, type Grants } from '../tenants';

/** Channels and their keys: administered by the province, whose channels they are. */
export function grantChannels({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  if (actor.role !== 'SECURITY_ADMIN') can('read', 'Channel');
  if (isProvinceRole(actor, 'AUDITOR')) can('read', 'ChannelKey');
  if (isProvinceRole(actor, 'SYSTEM_ADMIN')) {
    can(['create', 'update'], 'Channel');
    can(['read', 'create', 'update', 'archive'], 'ChannelKey');
  }
}
