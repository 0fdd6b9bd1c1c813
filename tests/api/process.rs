use trapgate::process;

#[test]
fn getpid_is_ours() {
    assert_eq!(process::getpid().raw() as u32, std::process::id());
}
