//! Tags that outlive a mix.

use media::{Tag, Tags};
use recipe::Tagging;

/// What all inputs say alike: the artist and the album of a song's stems, everything of a single
/// file. A function of the stems alone, so that a recipe renders to the same bytes as its mix.
pub(crate) fn shared<'a>(all: impl IntoIterator<Item = &'a Tags>) -> Tags {
    let all: Vec<&Tags> = all.into_iter().collect();
    let mut shared = Tags::new();
    for (tag, text) in all.first().into_iter().flat_map(|first| first.iter()) {
        if tag != Tag::Software && all.iter().all(|other| other.get(tag) == Some(text)) {
            shared.set(tag, text);
        }
    }
    shared
}

/// `tags` with what the delivery says put over them.
pub(crate) fn over(mut tags: Tags, said: &Tagging) -> Tags {
    for (name, text) in said.iter() {
        let tag = match name {
            "title" => Tag::Title,
            "artist" => Tag::Artist,
            "album" => Tag::Album,
            "album_artist" => Tag::AlbumArtist,
            "track" => Tag::Track,
            "year" => Tag::Date,
            "genre" => Tag::Genre,
            "isrc" => Tag::Isrc,
            "copyright" => Tag::Copyright,
            _ => Tag::Comment,
        };
        tags.set(tag, text);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(title: &str, album: &str) -> Tags {
        let mut tags = Tags::new();
        tags.set(Tag::Title, title);
        tags.set(Tag::Album, album);
        tags.set(Tag::Software, "a recorder");
        tags
    }

    #[test]
    fn only_what_all_stems_agree_on_is_kept() {
        let (one, two) = (tags("bass", "Blue"), tags("kick", "Blue"));
        let both = shared([&one, &two]);
        assert_eq!((both.get(Tag::Title), both.get(Tag::Album)), (None, Some("Blue")));
        assert_eq!(shared([&one]).get(Tag::Title), Some("bass"));
        assert_eq!(shared([&one]).get(Tag::Software), None);
        assert!(shared([]).is_empty());
    }
}
