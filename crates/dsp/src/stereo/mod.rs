//! Left and right: pan, width, mid and side.
