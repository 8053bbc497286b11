//! Left and right: pan, width, mid and side.

mod pan;
mod width;

pub use pan::PanParams;
pub use width::WidthParams;
