-- Bảng "đơn vị"
CREATE TABLE unit (id ID, name TEXT); -- 100 %\n ??=
