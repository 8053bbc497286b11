//! What a job is called, and what it is found by.

use super::Order;

impl Order {
    /// Title of the song or the album, where it was said.
    pub(crate) fn title(&self) -> Option<&str> {
        let tag = self.options.tags.get("title");
        tag.or(self.album.title.as_ref()).map(String::as_str)
    }

    /// What it is found by besides its project: its title and the names of its stems, in small
    /// letters.
    pub(crate) fn words(&self) -> String {
        const LETTERS_MAX: usize = 4_000;
        let tags = ["title", "artist", "album"].map(|tag| self.options.tags.get(tag));
        let album = [self.album.title.as_ref(), self.album.artist.as_ref()];
        let said = tags.into_iter().chain(album).flatten();
        let all: Vec<&str> =
            said.chain(self.stems.iter().map(|stem| &stem.name)).map(String::as_str).collect();
        all.join("\n").to_lowercase().chars().take(LETTERS_MAX).collect()
    }
}

/// What jobs are found by of their project's name, which moves by itself.
pub(crate) fn of_project(name: Option<&str>) -> String {
    name.unwrap_or_default().to_lowercase()
}
