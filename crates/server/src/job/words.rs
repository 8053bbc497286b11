//! What a job is called, and what it is found by.

use super::Order;

impl Order {
    /// Title of the song or the album, where it was said.
    pub(crate) fn title(&self) -> Option<&str> {
        let tag = self.options.tags.get("title");
        tag.or(self.album.title.as_ref()).map(String::as_str)
    }

    /// What it is found by: its project, its title and the names of its stems, in small letters.
    pub(crate) fn words(&self) -> String {
        const LETTERS_MAX: usize = 4_000;
        let tags = ["title", "artist", "album"].map(|tag| self.options.tags.get(tag));
        let album = [self.album.title.as_ref(), self.album.artist.as_ref()];
        let said = self.project_id.iter().chain(tags.into_iter().flatten());
        let said = said.chain(album.into_iter().flatten());
        let all: Vec<&str> =
            said.chain(self.stems.iter().map(|stem| &stem.name)).map(String::as_str).collect();
        all.join("\n").to_lowercase().chars().take(LETTERS_MAX).collect()
    }
}
