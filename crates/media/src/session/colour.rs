//! Colours of tracks: one hue for a group of roles, told apart by people who see no red or green
//! as well (after M. Okabe and K. Ito, "Color Universal Design", 2008).

use recipe::{Bus, RoleGroup};

pub(super) fn of_group(group: RoleGroup) -> [u8; 3] {
    match group {
        RoleGroup::Drums => [0xd5, 0x5e, 0x00],
        RoleGroup::Bass => [0x00, 0x72, 0xb2],
        RoleGroup::Guitars => [0xe6, 0x9f, 0x00],
        RoleGroup::Keys => [0x00, 0x9e, 0x73],
        RoleGroup::Synths => [0x56, 0xb4, 0xe9],
        RoleGroup::Vocals => [0xcc, 0x79, 0xa7],
        RoleGroup::Strings => [0x8c, 0x6b, 0xb1],
        RoleGroup::Winds => [0xa6, 0x76, 0x1d],
        RoleGroup::Fx => [0xf0, 0xe4, 0x42],
        RoleGroup::Other => [0x99, 0x99, 0x99],
    }
}

pub(super) fn of_bus(bus: Bus) -> [u8; 3] {
    match bus {
        Bus::Drums => of_group(RoleGroup::Drums),
        Bus::Music => of_group(RoleGroup::Guitars),
        Bus::Vocals => of_group(RoleGroup::Vocals),
    }
}

/// Of returns.
pub(super) const RETURN: [u8; 3] = [0x4d, 0x4d, 0x4d];

/// Of the master.
pub(super) const MASTER: [u8; 3] = [0x22, 0x22, 0x22];
