use trapgate::fs::FsType;
use trapgate::time::ClockId;

#[test]
fn debug_tells_the_name_or_the_number() {
    assert_eq!(format!("{:?}", ClockId::MONOTONIC), "ClockId::MONOTONIC");
    assert_eq!(format!("{:?}", ClockId::from_raw(-2)), "ClockId(-2)");
    assert_eq!(format!("{:#?}", ClockId::REALTIME), "ClockId::REALTIME");
    // The first of the names of one number.
    assert_eq!(FsType::EXT2, FsType::EXT4);
    assert_eq!(format!("{:?}", FsType::EXT2), "FsType::EXT4");
}
