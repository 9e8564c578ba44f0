//! The page.

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

fn main() {
    infoplane::reactive::start(infoplane::app::start);
}
