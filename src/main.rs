//! The page.

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

fn main() {
    leptos::mount::mount_to_body(infoplane::app::start);
}
