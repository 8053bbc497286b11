//! Baselines: what a mix is worth that costs no thought.
//!
//! B0 leaves the perturbed stems as they are, B1 brings every stem to the same loudness, B2 gives
//! every stem the mean place of its (true) role in the other songs.

use std::collections::BTreeMap;

use recipe::{Role, RoleGroup};

/// Loudness of each stem under equal loudness against the human balance, in LU.
pub(super) fn equal_loudness(human_lufs: &[f64]) -> Vec<f64> {
    human_lufs.iter().map(|lufs| -lufs).collect()
}

/// A song's stems for B2: role and loudness in the human balance.
#[derive(Clone, Debug)]
pub(super) struct Known {
    roles: Vec<Option<Role>>,
    lufs: Vec<f64>,
}

impl Known {
    pub(super) fn new(roles: Vec<Option<Role>>, lufs: Vec<f64>) -> Self {
        Self { roles, lufs }
    }

    /// How many stems have a role.
    fn roles(&self) -> usize {
        self.roles.iter().flatten().count()
    }

    /// Loudness over the mean of the song's stems.
    fn relative(&self) -> impl Iterator<Item = (Role, f64)> {
        let heard: Vec<f64> = self.lufs.iter().copied().filter(|lufs| lufs.is_finite()).collect();
        let mean = heard.iter().sum::<f64>() / heard.len().max(1) as f64;
        let pairs = self.roles.iter().zip(&self.lufs);
        pairs.filter_map(move |(role, lufs)| lufs.is_finite().then_some(((*role)?, lufs - mean)))
    }
}

/// Loudness of each stem of song `index` against the human balance, in LU, when every stem stands
/// where its role stands on average in the other songs: the role's mean, the group's where the role
/// is in no other song, the middle where neither is. None where no other song has roles.
pub(super) fn role_means(songs: &[Known], index: usize) -> Option<Vec<f64>> {
    let mut others = songs.iter().enumerate().filter(|(other, _)| *other != index);
    if others.all(|(_, song)| song.roles() == 0) {
        return None;
    }
    let mut roles: BTreeMap<Role, Vec<f64>> = BTreeMap::new();
    let mut groups: BTreeMap<RoleGroup, Vec<f64>> = BTreeMap::new();
    for (other, song) in songs.iter().enumerate() {
        if other != index {
            for (role, lu) in song.relative() {
                roles.entry(role).or_default().push(lu);
                groups.entry(role.group()).or_default().push(lu);
            }
        }
    }
    let mean = |values: &Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
    let place = |role: Role| {
        roles.get(&role).map(mean).or_else(|| groups.get(&role.group()).map(mean)).unwrap_or(0.0)
    };
    let song = &songs[index];
    let stems = song.roles.iter().zip(&song.lufs);
    Some(stems.map(|(role, lufs)| role.map_or(0.0, place) - lufs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn song(stems: &[(Role, f64)]) -> Known {
        let (roles, lufs) = stems.iter().map(|(role, lufs)| (Some(*role), *lufs)).unzip();
        Known { roles, lufs }
    }

    #[test]
    fn equal_loudness_is_right_where_all_are_equal() {
        let off = equal_loudness(&[-20.0, -20.0, -23.0]);
        assert_eq!(off, [20.0, 20.0, 23.0]);
    }

    #[test]
    fn a_role_stands_where_it_stands_in_the_other_songs() {
        let songs = [
            song(&[(Role::Kick, -20.0), (Role::Bass, -30.0)]),
            song(&[(Role::Kick, -10.0), (Role::Bass, -14.0)]),
            song(&[(Role::Snare, -18.0), (Role::Bass, -18.0), (Role::Strings, -18.0)]),
        ];
        // Learnt from the second and third: kick +2, bass (−2 + 0) / 2.
        let off = role_means(&songs, 0).unwrap();
        assert!((off[0] - (2.0 + 20.0)).abs() < 1e-12 && (off[1] - (-1.0 + 30.0)).abs() < 1e-12);
        // A snare is in no other song: the drums stand for it (kick +5, +2); strings: the middle.
        let off = role_means(&songs, 2).unwrap();
        assert!((off[0] - (3.5 + 18.0)).abs() < 1e-12 && (off[2] - 18.0).abs() < 1e-12);
    }
}
