"""Mọi câu chữ của công cụ bằng tiếng Việt, xếp theo nơi dùng."""

WORDING: dict[str, str] = {
    "yes": "có",
    "no": "không",
    # vietnamese: giá trị không đọc được
    "text-control": (
        '"{value}": ký tự thứ {position} là ký tự điều khiển {code} (xuống dòng, tab hoặc mã '
        "không nhìn thấy), không lưu được; hãy xóa nó và viết trên một dòng"
    ),
    "text-bidi": (
        '"{value}": ký tự thứ {position} là {code}, ký tự đổi chiều chữ, làm chữ hiện ra khác '
        "với chữ lưu; hãy xóa nó hoặc gõ lại"
    ),
    "text-invisible": (
        '"{value}": ký tự thứ {position} là {code}, ký tự không nhìn thấy, làm hai tên trông '
        "giống nhau mà khác nhau; hãy xóa nó hoặc gõ lại"
    ),
    "text-broken": (
        '"{value}": ký tự thứ {position} ({code}) là nửa ký tự hỏng, tệp đã bị đọc sai bảng mã; '
        "hãy gõ lại hoặc lưu tệp bằng UTF-8"
    ),
    "text-private": (
        '"{value}": ký tự thứ {position} ({code}) thuộc vùng dùng riêng của một phông chữ, máy '
        "khác không hiện đúng; hãy gõ lại bằng phông Unicode"
    ),
    "text-unassigned": (
        '"{value}": ký tự thứ {position} ({code}) không có trong bảng mã Unicode; hãy xóa nó '
        "hoặc gõ lại"
    ),
    "text-lost": (
        '"{value}": ký tự thứ {position} ({code}) thay cho một chữ đã mất khi chuyển bảng mã; '
        "hãy gõ lại chữ đó theo văn bản gốc"
    ),
    "text-lookalike": (
        '"{value}": ký tự thứ {position} "{character}" ({code}) trông giống chữ Latinh nhưng '
        "thuộc bộ chữ khác, sẽ thành một tên khác; hãy gõ lại chữ đó bằng bàn phím tiếng Việt"
    ),
    "text-no-letters": (
        '"{value}" không có chữ cái Latinh hay chữ số nào để đặt mã; hãy viết thêm tên bằng chữ, '
        'ví dụ "Võ Lao"'
    ),
    "name-two-phases": (
        '"{value}" ghi hai giai đoạn, không rõ số liệu thuộc giai đoạn nào; hãy tách thành hai '
        'dòng, mỗi dòng ghi một giai đoạn, ví dụ "KCN Cam Cọn (GĐ1)"'
    ),
    "number-missing": (
        '"{value}" không có chữ số nào; hãy viết con số, ví dụ {example}, hoặc để trống nếu chưa '
        "có số liệu"
    ),
    "number-character": (
        '"{value}" có "{character}" không thuộc cách viết số; chỉ dùng các chữ số 0–9, dấu chấm, '
        "dấu phẩy, dấu cách ngăn hàng nghìn và đơn vị ở sau, ví dụ {example} ha"
    ),
    "number-other-style": (
        '"{value}" không đúng cách viết số đang dùng: dấu "{group}" ngăn hàng nghìn (mỗi nhóm '
        'đúng ba chữ số), dấu "{decimal}" trước phần thập phân; nếu ý là {instead} thì hãy viết '
        "{instead}"
    ),
    "number-grouping": (
        '"{value}" không đọc chắc chắn được: mỗi nhóm sau dấu "{group}" (hoặc dấu cách) phải '
        'đúng ba chữ số, dấu "{decimal}" trước phần thập phân chỉ dùng một lần và có chữ số ở cả '
        "hai bên; hãy viết lại, ví dụ {example}"
    ),
    "number-leading-zero": (
        '"{value}" bắt đầu bằng số 0 thừa nên có thể là mã số chứ không phải số liệu; hãy bỏ số '
        "0 ở đầu"
    ),
    "number-too-long": (
        '"{value}" quá dài để là một con số; hãy xem lại ô này có chứa nhiều số liệu không'
    ),
    "quantity-sign": (
        '"{value}" có dấu cộng hoặc trừ; chỉ tỷ lệ % mới được ghi dấu, ví dụ -2%; hãy bỏ dấu đi'
    ),
    "quantity-not-whole": (
        '"{value}" chi tiết hơn mức nhỏ nhất lưu được là {smallest}; hãy viết số tròn đến '
        "{smallest} theo đúng văn bản"
    ),
    "quantity-too-large": (
        '"{value}" lớn hơn mức lưu được; hãy xem lại số chữ số và đơn vị (đồng, triệu đồng, tỷ '
        "đồng)"
    ),
    "quantity-range-unit": (
        '"{value}": số đầu có đơn vị, số cuối thì không; hãy ghi đơn vị sau số cuối, ví dụ '
        '"200-500 ha"'
    ),
    "quantity-range-two-units": (
        '"{value}": hai số của khoảng có đơn vị khác loại; hãy dùng một loại đơn vị, ví dụ '
        '"200-500 ha"'
    ),
    "quantity-range-backwards": (
        '"{value}": số sau phải lớn hơn số trước; hãy viết số nhỏ trước, ví dụ "200-500 ha", '
        "hoặc chỉ một số"
    ),
    "unit-missing": (
        '"{value}" chưa ghi đơn vị nên không rõ lớn đến đâu; hãy ghi đơn vị sau số hoặc trong '
        "tiêu đề cột, một trong: {allowed}"
    ),
    "unit-unknown": '"{value}": không đọc được đơn vị "{word}"; hãy dùng một trong: {allowed}',
    "unit-not-allowed": (
        '"{value}": đơn vị "{word}" không dùng cho số liệu này; hãy dùng một trong: {allowed}, '
        "hoặc ghi vào đúng chỉ tiêu"
    ),
    "unit-bare-magnitude": (
        '"{value}": tiêu đề cột ghi USD nhưng ô chỉ ghi "{word}", không rõ là đồng hay USD; hãy '
        'ghi đủ, ví dụ "{word} đồng" hoặc "{word} USD"'
    ),
    "date-missing": "chưa ghi ngày; hãy viết như 05/3/2024, tháng 5/2023, quý III/2024 hoặc 2024",
    "date-unread": (
        '"{value}" không phải cách viết ngày đã biết; hãy viết như 05/3/2024, tháng 5/2023, quý '
        "III/2024, 6 tháng đầu năm 2024, năm 2024, từ 01/01/2024 đến 30/9/2024 hoặc không muộn "
        "hơn 08/5/2023"
    ),
    "date-year": '"{value}": năm phải từ {first} đến {last}; hãy xem lại năm',
    "date-month": (
        '"{value}": không có tháng {month}; tháng là từ 1 đến 12, hãy viết ngày trước tháng sau, '
        "ví dụ 05/3/2024"
    ),
    "date-month-first": (
        '"{value}" viết tháng trước ngày; ở đây ngày đứng trước, hãy viết {instead} nếu đúng là '
        "ngày đó"
    ),
    "date-english-month-first": (
        '"{value}" viết tháng trước ngày; ở đây ngày đứng trước, hãy viết như 05/3/2024'
    ),
    "date-day": (
        '"{value}": tháng {month}/{year} có {last} ngày, từ 1 đến {last}; hãy xem lại ngày trong '
        "văn bản"
    ),
    "date-quarter": '"{value}": không có quý {quarter}; quý là từ I đến IV, ví dụ quý III/2024',
    "date-half": (
        '"{value}": một năm chỉ có hai nửa; hãy viết 6 tháng đầu năm 2024 hoặc 6 tháng cuối năm '
        "2024"
    ),
    "date-range-backwards": (
        '"{value}": mốc cuối phải sau mốc đầu; hãy viết mốc sớm trước, ví dụ từ 05/3/2024 đến '
        "10/4/2024, hoặc chỉ một mốc"
    ),
    "date-with-time": '"{value}" có cả giờ; ở đây chỉ ghi ngày, hãy bỏ phần giờ, ví dụ 05/3/2024',
    "date-relative": (
        '"{value}" không nói rõ ngày nào (như "nay", "trước", "đầu năm"); hãy ghi ngày, tháng, '
        "quý hoặc năm cụ thể, ví dụ 05/3/2024 hoặc quý I/2024"
    ),
    "date-short-year": '"{value}": năm chỉ có hai chữ số; hãy viết đủ bốn chữ số, ví dụ 05/3/2024',
    "date-without-year": (
        '"{value}" thiếu năm; năm không được tự điền, hãy viết đủ bốn chữ số, ví dụ 05/6/2024'
    ),
    "date-not-a-day": (
        '"{value}" không chỉ một ngày; hãy ghi một ngày như 31/12/2024, hoặc một tháng, quý, năm '
        "(lấy ngày cuối kỳ)"
    ),
    # end vietnamese
    # writers
    "verdict.met": "✔ đạt",
    "verdict.open": "◷ chưa đến hạn",
    "verdict.not-met-on-record": "✘ chưa đạt theo hồ sơ",
    "verdict.no-data": "? không có dữ liệu",
    "writers.count": "{count} dòng",
    "writers.ascii": (
        "Màn hình hoặc tệp này không ghi được chữ Việt: dấu đứng sau chữ cái (kiểu VIQR). "
        "Hãy đặt PYTHONUTF8=1, hoặc ghi ra tệp bằng -o."
    ),
    "output-failed": (
        'Không ghi được "{path}": {reason}. Tệp cũ, nếu có, vẫn nguyên vẹn. '
        "Hãy kiểm tra quyền ghi và chỗ trống của thư mục, hoặc chọn tệp khác bằng -o."
    ),
    # begin core
    # kết luận
    "no-source": "(chưa có nguồn)",
    "guess": '; ý bạn là "{word}"?',
    "no-guess": ".",
    "no-stage-but": "– ({act})",
    "unknown-district": "(chưa rõ huyện)",
    "counts.yes": "✔ có",
    "counts.possibly": "~ có thể",
    "counts.no": "– chưa",
    # nhan đề cột
    "column.code": "Mã",
    "column.name": "Tên",
    "column.stage": "Giai đoạn",
    "column.stage_since": "Từ",
    "column.district": "Huyện",
    "column.health": "Tình trạng",
    "column.within": "Trong khu/cụm",
    "column.investor": "Nhà đầu tư",
    "column.area": "Diện tích",
    "column.capital": "Vốn đăng ký",
    "column.area_m2": "Diện tích (m²)",
    "column.capital_vnd": "Vốn đăng ký (đồng)",
    "column.capital_usd_cents": "Vốn đăng ký (cent Mỹ)",
    "column.fact": "Thông tin",
    "column.value": "Giá trị",
    "column.place": "Địa điểm",
    "column.sector": "Ngành",
    "column.certificate": "Số GCN đăng ký đầu tư",
    "column.aliases": "Tên khác",
    "column.note": "Ghi chú",
    "column.source": "Nguồn",
    "column.date": "Ngày",
    "column.act": "Mốc",
    "column.status": "Loại",
    "column.phase": "GĐ đầu tư",
    "column.return_to": "Trở lại",
    "column.reason": "Lý do",
    "column.confidence": "Độ tin cậy",
    "column.id": "Số",
    "column.measure": "Chỉ tiêu",
    "column.upper": "Đến",
    "column.unit": "Đơn vị",
    "column.qualifier": "Mức gần đúng",
    "column.price_base": "Giá",
    "column.derived": "Suy ra",
    "column.planned": "Kế hoạch",
    "column.actual": "Thực tế",
    "column.target": "Mục tiêu",
    "column.title": "Nội dung",
    "column.counts": "Tính",
    "column.verdict": "Kết luận",
    "column.needed": "Cần",
    "column.counted": "Đạt",
    "column.evidence": "Căn cứ",
    "column.clusters": "Trên hồ sơ",
    "column.cluster_stages": "Các cụm và giai đoạn",
    "column.projects": "Số dự án",
    "column.about": "Về",
    "column.subject": "Đối tượng",
    "column.missing": "Còn thiếu",
    "column.record": "Hồ sơ",
    "column.batch": "Lô",
    "column.at": "Lúc",
    "column.actor": "Người ghi",
    "column.command": "Lệnh",
    "column.state": "Tình trạng",
    "column.parent": "Thuộc",
    "column.valid_from": "Từ ngày",
    "column.valid_to": "Đến ngày",
    "column.publisher": "Nơi đăng",
    "column.number": "Số hiệu",
    "column.url": "Địa chỉ",
    "column.date_from": "Từ ngày",
    "column.date_to": "Đến ngày",
    "column.precision": "Độ chính xác của ngày",
    "column.title_vi": "Tiêu đề (Việt)",
    "column.title_en": "Tiêu đề (Anh)",
    "column.name_vi": "Tên (Việt)",
    "column.name_en": "Tên (Anh)",
    "column.level": "Cấp",
    "column.year": "Năm",
    "column.main": "Chính",
    "column.count_by": "Cách đếm",
    "column.kind": "Loại",
    "column.unit_set": "Tập đơn vị",
    "column.flow": "Phát sinh trong kỳ",
    "column.period_from": "Kỳ từ",
    "column.period_to": "Kỳ đến",
    "column.baseline": "Nền",
    "column.threshold": "Ngưỡng",
    # tình hình
    "status.title": "{province} – tình hình đến hết ngày {as_of}",
    "status.database": "Cơ sở dữ liệu: {path} – {changed}",
    "status.changed": "cập nhật lần cuối {at} (lô {batch})",
    "status.never-changed": "chưa có dữ liệu nào",
    "status.targets": "Mục tiêu {year}",
    "status.zones": "Khu công nghiệp",
    "status.clusters": "Cụm công nghiệp theo huyện",
    "status.projects": "Dự án theo giai đoạn",
    "status.cluster": "{name} ({stage})",
    # danh sách
    "list.title": "{kind}, đến hết ngày {as_of}",
    "show.title": "{name} ({code}) – đến hết ngày {as_of}",
    "show.facts": "Tóm tắt",
    "show.no-stage": "(chưa có mốc nào được ghi đến ngày này)",
    "show.place": "{old}, {district}; từ 1/7/2025 là {new}",
    "show.district": "{district}",
    "show.health": "{health} (từ {since})",
    "show.health-reason": "{health} (từ {since}): {reason}",
    "show.history": "Diễn biến",
    "show.figures": "Số liệu",
    "show.plans": "Kế hoạch và thực tế",
    "show.targets": "Mục tiêu có liên quan",
    "show.disagree": "≠ {measure}: các nguồn ghi khác nhau; dòng đầu là số mới nhất",
    "history.title": "Các mốc của {name} ({code})",
    # còn thiếu
    "gaps.title": "Những gì còn thiếu đến hết ngày {as_of}",
    "gaps.table": "Còn thiếu ({count})",
    "gap.record": "hồ sơ",
    "gap.no-stage": "chưa có mốc nào được ghi",
    "gap.no-district": "chưa rõ thuộc huyện nào",
    "gap.no-source": "có mốc hoặc số liệu chưa có nguồn",
    "gaps.some": "{what}: {names}",
    "gaps.summary": "Còn thiếu (chi tiết: zone-tracker gaps)",
    "missing.nothing": "chưa có hồ sơ nào",
    "missing.acts": "chưa đủ; mới có: {acts}",
    "missing.count": "còn thiếu {lacking}; {why}",
    # vì sao
    "why.unit": "{unit} ({name})",
    "why.units": "có: {covered}; thiếu: {missing}",
    "why.units-none": "thiếu: {missing}",
    "why.units-all": "đủ: {covered}",
    "why.counted": "{acts}",
    "why.last": "mốc gần nhất: {acts}",
    "why.nothing": "chưa có hồ sơ nào",
    "why.baseline": "tính số mới, trên nền {baseline}; {told}",
    "why.act": "{name}: {act} ({date})",
    "why.only": "{act} ({date})",
    "why.more": "và {count} nữa",
    # quy tắc của mục tiêu
    "rule.act": "đếm đối tượng có mốc: {acts}",
    "rule.stage-at-least": "đếm đối tượng đang ở giai đoạn này trở lên: {acts}",
    "rule.advanced": "đếm đối tượng tiến thêm ít nhất một giai đoạn",
    "rule.any-act": "đếm đối tượng có bất kỳ mốc nào",
    "rule.flow": "chỉ tính phát sinh từ {start} đến {end}",
    "rule.stock": "tính tất cả đến hết {end}",
    "rule.units": "mỗi đơn vị cần ít nhất {threshold}: {units}",
    "rule.threshold": "cần ít nhất {threshold}",
    "rule.named": "chỉ xét: {names}",
    "rule.baseline": "số đã có trước kỳ: {baseline} (không cộng vào)",
    "targets.as-of": "Đến hết ngày {as_of}",
    "target.title": "{code}. {title} – đến hết ngày {as_of}",
    "target.verdict": "{verdict}: {counted}/{needed}",
    "target.rule": "  • {rule}",
    "target.source": "Nguồn của mục tiêu: {source}",
    "target.record": "{told}. Nguồn: {source}",
    "target.evidence": "Căn cứ",
    "target.readings": "Kết luận theo từng cách đọc",
    "target.not-found": 'không có mục tiêu "{value}"; các mục tiêu: {allowed}',
    # kết quả ghi
    "db.created": "Đã tạo cơ sở dữ liệu có sẵn số liệu Lào Cai tại {path}",
    "init.seeded": "✔ Đã tạo {path}, có sẵn số liệu Lào Cai",
    "init.empty": "✔ Đã tạo {path}, chưa có số liệu",
    "import.done": (
        "✔ Lô {batch}: {rows} dòng – {new} bản ghi mới, {changed} thay đổi, {same} như cũ"
    ),
    "import.would": (
        "Xem trước, chưa ghi gì: {rows} dòng – {new} bản ghi mới, {changed} thay đổi, {same} như cũ"
    ),
    "import.same": "Không có gì thay đổi: {rows} dòng, {same} bản ghi như cũ",
    "record.added": "✔ Đã thêm {name} ({code}) – lô {batch}",
    "record.updated": "✔ Đã cập nhật {name} ({code}) – lô {batch}",
    "record.same": "{name} ({code}): không có gì thay đổi",
    "record.stage": "  Giai đoạn: {old} → {new} (từ {since})",
    "record.stage-stays": "  Giai đoạn vẫn là: {stage} (từ {since})",
    "record.field": "  {field}: {old} → {new}",
    "record.more": "  … và {count} thay đổi nữa",
    "record.act": "  Ghi mốc: {act} – {date}",
    "record.act-planned": "  Ghi mốc kế hoạch: {act} – {date}",
    "record.figure": "  Ghi số liệu: {measure} {value} – {date}",
    "record.undo": "  Hoàn tác: zone-tracker undo {batch}",
    # nhật ký
    "log.title": "Nhật ký, mới nhất trước",
    "log.undone": "đã hoàn tác bởi lô {by}",
    "log.undoes": "hoàn tác lô {batch}",
    "undo.done": (
        "✔ Đã hoàn tác lô {batch} ({command}): bỏ {removed}, đưa lại {restored}, trả về như "
        "cũ {reset} bản ghi. Làm lại: zone-tracker redo {batch}"
    ),
    "undo.would": (
        "Xem trước, chưa ghi gì: hoàn tác lô {batch} ({command}) sẽ bỏ {removed}, đưa lại "
        "{restored}, trả về như cũ {reset} bản ghi"
    ),
    "redo.done": (
        "✔ Đã làm lại (đảo lô hoàn tác {batch}): bỏ {removed}, đưa lại {restored}, đặt lại "
        "{reset} bản ghi"
    ),
    "redo.would": (
        "Xem trước, chưa ghi gì: làm lại (đảo lô hoàn tác {batch}) sẽ bỏ {removed}, đưa lại "
        "{restored}, đặt lại {reset} bản ghi"
    ),
    "undo.nothing": "không còn lô nào để hoàn tác",
    "undo.unknown": "không có lô số {batch}; xem: zone-tracker log",
    "undo.already": "lô {batch} đã được hoàn tác (lô {by}); làm lại: zone-tracker redo {batch}",
    "undo.is-reversal": (
        "lô {batch} là một lần hoàn tác hoặc làm lại lô {undoes}; dùng zone-tracker redo "
        "hoặc undo với lô gốc"
    ),
    "undo.later": (
        "chưa hoàn tác được lô {batch}: lô {later} ({command}) về sau dựa trên nó; hoàn tác "
        "lô {later} trước"
    ),
    "undo.taken": (
        "chưa đưa lại được lô {batch} ({command}): mã hoặc tên trong đó nay đã được dùng cho "
        "bản ghi khác; xem zone-tracker log và hoàn tác lô đã dùng"
    ),
    "redo.nothing": "không có lần hoàn tác nào để làm lại",
    "redo.not-undone": "lô {batch} đang có hiệu lực, không cần làm lại",
    # cơ sở dữ liệu
    "db.directory": "{path} là một thư mục; hãy nêu một tệp cơ sở dữ liệu",
    "db.missing": (
        "không có cơ sở dữ liệu {path}; kiểm tra đường dẫn, hoặc tạo mới: zone-tracker init "
        '--db "{path}"'
    ),
    "db.not-a-file": "{path} không phải là tệp thường; hãy nêu một tệp cơ sở dữ liệu",
    "db.exists": "{path} đã có; không ghi đè. Chọn tên khác, hoặc tự xoá tệp cũ nếu chắc chắn",
    "db.read-only": (
        "không có quyền ghi vào {path} hoặc thư mục của nó; sửa quyền, hoặc chép tệp sang "
        "nơi ghi được"
    ),
    "db.no-folder": "không tạo được {path}: {reason}; chọn nơi khác bằng --db",
    "db.no-foreign-keys": (
        "bản SQLite của máy này không kiểm tra khoá ngoại; cần Python có SQLite đầy đủ"
    ),
    "db.foreign": (
        "{path} không phải là cơ sở dữ liệu của zone-tracker; không đụng vào nó. Kiểm tra đường dẫn"
    ),
    "db.newer": "{path} do một bản zone-tracker mới hơn ghi; hãy nâng cấp công cụ",
    "db.altered": (
        "cấu trúc của {path} đã bị chương trình khác sửa (thiếu hoặc thừa quy tắc); không "
        "ghi gì. Dùng lại một bản sao lưu"
    ),
    "db.damaged": "tệp {path} bị hỏng; dừng ghi, chép tệp ra nơi khác và dùng lại một bản sao lưu",
    "db.locked": (
        "{path} đang bị chương trình khác giữ quá {seconds} giây; chờ chương trình đó xong "
        "rồi chạy lại. Chưa ghi gì"
    ),
    "db.disk": "không ghi được {path} ({reason}); kiểm tra chỗ trống của đĩa. Chưa ghi gì",
    "db.constraint": "cơ sở dữ liệu từ chối vì trái quy tắc ({reason}); chưa ghi gì",
    # tệp
    "file.unreadable": "không đọc được {path}: {reason}; kiểm tra đường dẫn và quyền đọc",
    "file.empty": "{path}: tệp trống; cần một dòng tiêu đề và các dòng dữ liệu",
    "file.encoding": (
        '{path}:{line}: tệp không phải UTF-8; trong Excel hãy lưu kiểu "CSV UTF-8" rồi nhập lại'
    ),
    "file.nul": (
        '{path}:{line}: có byte NUL, tệp hỏng hoặc không phải CSV; hãy lưu lại dạng "CSV UTF-8"'
    ),
    "file.quotes": (
        "{path}:{line}: dấu ngoặc kép mở mà không đóng, hoặc đứng sai chỗ; sửa dòng này"
    ),
    # nhập tệp
    "problem.row": "{where}{reason}",
    "problem.cell": '{where}cột "{column}": {reason}',
    "problem.option": "{column}: {reason}",
    "problem.more": "… và {count} lỗi nữa",
    "import.empty": "ô trống mà bắt buộc phải có; hãy điền",
    "import.cells": (
        "dòng có {found} ô, tiêu đề có {expected}; kiểm tra dấu phân cách và dấu ngoặc kép"
    ),
    "import.heading-unknown": "tiêu đề cột không có trong loại này{guess}",
    "import.heading-twice": 'hai cột cùng là "{key}"; chỉ giữ một',
    "import.heading-missing": "thiếu cột bắt buộc này; hãy thêm cột",
    "import.contradicts": 'trái với một dòng khác của cùng tệp: "{old}" và "{new}"; giữ một',
    "import.kind-unknown": 'không có loại tệp "{value}"; các loại: {allowed}',
    "import.kind-unclear": "{path}: không rõ tệp ghi loại gì; thêm --kind, một trong: {allowed}",
    "word.unknown": '"{value}" không có trong danh sách{guess} Chọn một trong: {allowed}',
    "stage.unknown": (
        '"{value}" không phải là giai đoạn hay mốc của loại này{guess} Các giai đoạn: {stages}'
    ),
    "stage.no-date": (
        'giai đoạn cần có ngày (cột "on", tuỳ chọn --on), ví dụ 20/11/2024 hoặc quý III/2024'
    ),
    "figure.no-date": (
        'số liệu cần có ngày hoặc kỳ (cột "on", tuỳ chọn --on), ví dụ 31/12/2023 hoặc 2023'
    ),
    "return.no-stage": "cần nêu giai đoạn trở lại (--return-to)",
    "return.no-reason": 'trở lại giai đoạn trước cần có lý do (cột "reason", tuỳ chọn --reason)',
    "return.not-a-stage": (
        'chỉ trở lại được một giai đoạn tiến trình bình thường, không phải "{value}"'
    ),
    "return.other-act": (
        'chỉ việc "returned" mới trở lại một giai đoạn; nêu việc đó, hoặc bỏ trống ô này'
    ),
    "return.planned": "trở lại giai đoạn trước là việc đã xảy ra, không thể là kế hoạch",
    "code.form": (
        '"{value}" không đúng dạng mã; dùng chữ thường không dấu, số và gạch nối, ví dụ ccn-bat-xat'
    ),
    "url.form": '"{value}" không phải là địa chỉ web; phải bắt đầu bằng http:// hoặc https://',
    "count.form": '"{value}" không phải là số nguyên',
    "area.unknown": (
        '"{value}" không có trong danh mục đơn vị hành chính{guess} Các đơn vị: {allowed}'
    ),
    "area.ambiguous": (
        '"{value}" chỉ nhiều đơn vị: {choices}; hãy dùng mã kèm ngày, ví dụ 15@2025-07-01'
    ),
    "source.unknown": 'không có nguồn mã "{value}"{guess} Để tạo nguồn mới hãy ghi tên văn bản',
    "sector.unknown": 'không có ngành "{value}"{guess}',
    "subject.unknown": 'không có đối tượng "{value}"; dùng mã hoặc tên đầy đủ đã có trong hồ sơ',
    "subject.ambiguous": '"{value}" chỉ nhiều đối tượng: {choices}; hãy dùng mã',
    "subject.exists": (
        '"{name}" đã có trong hồ sơ: {code}; hãy dùng update {code}, hoặc ghi rõ huyện nếu '
        "là nơi khác"
    ),
    "subject.other-name": (
        'trong hồ sơ {code} có tên "{known}", không phải "{name}"; nếu là một thì ghi nhận trước '
        "(alias, hoặc update --name), nếu không thì sửa mã"
    ),
    "subject.other-kind": "mã {code} thuộc loại khác",
    "subject.prefix": '"{name}" bắt đầu bằng từ của loại khác (KCN, CCN …); dùng lệnh của loại đó',
    "container.unknown": (
        'không có khu hay cụm công nghiệp "{value}"{guess} Các khu, cụm: {allowed}'
    ),
    "target.unknown": 'không có mục tiêu "{value}"',
    "unit-set.unknown": 'không có tập đơn vị "{value}"',
    "reading.open-period": "kỳ phải có ngày đầu, ví dụ 2024",
    "succession.same": "đơn vị không thể thành chính nó; nêu đơn vị mới",
    "reading.second-main": (
        'cách đọc chính của mục tiêu này là "{other}"; hãy ghi "không" cho cách đọc đó trước'
    ),
    "reading.acts": (
        'cách đếm "{count_by}" không khớp với các mốc đã nêu: act cần ít nhất một mốc, '
        "stage-at-least đúng một giai đoạn, advanced và any-act không có"
    ),
    "reading.advanced-is-flow": "đếm tiến độ (advanced) phải là phát sinh trong kỳ (flow)",
    "find.ambiguous": '"{value}" khớp nhiều đối tượng: {choices}; hãy dùng mã',
    # cách gọi lệnh
    "usage.choose": "{help}",
    "usage.option-unknown": "không có tuỳ chọn {option}{guess} Xem: {command} --help",
    "usage.missing": "thiếu {name}. Xem: {command} --help",
    "usage.option-bare": "tuỳ chọn {option} cần một giá trị đi sau. Xem: {command} --help",
    "usage.extra": (
        "thừa: {words}; chữ có dấu cách phải đặt trong ngoặc kép. Xem: {command} --help"
    ),
    "usage.command": 'không có lệnh "{value}"{guess} Các lệnh: {allowed}',
    "usage.whole": '"{value}" không phải là số nguyên; chỉ viết chữ số, ví dụ 12',
    "usage.other": "lệnh chưa đúng ({reason}). Xem: {command} --help",
    "usage.lang": '--lang "{value}" không có; dùng vi hoặc en',
    "usage.format": '--format "{value}" không có; dùng: {allowed}',
    "usage.now": (
        'ZONE_TRACKER_NOW "{value}" không phải là thời điểm ISO, ví dụ 2024-03-31T08:00:00+07:00'
    ),
    "usage.one-act": (
        "mỗi lần chỉ ghi một mốc: chọn một trong --stage, --health, --suspend, --resume, "
        "--return-to"
    ),
    "usage.nothing-to-update": (
        'chưa nêu gì để cập nhật cho {code}; ví dụ --stage "đã thành lập" --on 20/11/2024'
    ),
    "output.failed": "không in được kết quả ({reason}); kiểm tra nơi nhận rồi chạy lại",
    "output.failed-written": (
        "dữ liệu đã được ghi, nhưng không in được kết quả ({reason}); không chạy lại lệnh, "
        "xem bằng zone-tracker log"
    ),
    # trợ giúp
    "kind.zone": "khu công nghiệp",
    "kind.cluster": "cụm công nghiệp",
    "kind.project": "dự án",
    "kind.deliverable": "sản phẩm công tác",
    "help": "Theo dõi khu, cụm công nghiệp và dự án của tỉnh theo mục tiêu năm.",
    "help.status": "Mục tiêu năm với kết luận, rồi tình hình khu, cụm và dự án.",
    "help.gaps": "Những gì còn thiếu: theo từng mục tiêu, rồi trong hồ sơ.",
    "help.target": "Các mục tiêu của năm và vì sao đạt hay chưa.",
    "help.target.list": "Danh sách mục tiêu với kết luận.",
    "help.target.show": "Một mục tiêu: quy tắc, căn cứ từng đơn vị, kết luận theo mọi cách đọc.",
    "help.zone": "Khu công nghiệp (KCN): thêm, cập nhật, liệt kê, xem.",
    "help.cluster": "Cụm công nghiệp (CCN): thêm, cập nhật, liệt kê, xem.",
    "help.project": "Dự án đầu tư: thêm, cập nhật, liệt kê, xem.",
    "help.deliverable": (
        "Sản phẩm công tác (đề án, quy chế, kế hoạch): thêm, cập nhật, liệt kê, xem."
    ),
    "help.subject.update": (
        'Ghi điều mới về một {kind}; không xoá gì đã ghi. Ví dụ: update vo-lao --stage "đã '
        'thành lập" --on 15/10/2024'
    ),
    "help.subject.list": "Danh sách {kind} với giai đoạn, theo thứ tự tiếng Việt.",
    "help.subject.show": (
        "Một {kind} trên một màn hình: giai đoạn, địa điểm, số liệu, kế hoạch, diễn biến, mục tiêu."
    ),
    "help.subject.history": "Mọi mốc và số liệu đã ghi của một {kind}, kèm số thứ tự và nguồn.",
    "help.init": "Tạo cơ sở dữ liệu (có sẵn số liệu Lào Cai, trừ khi --empty).",
    "help.import": "Nhập một tệp CSV: lấy cả tệp hoặc không lấy gì, báo mọi lỗi một lần.",
    "help.log": "Nhật ký: ai ghi gì, lúc nào, bằng lệnh nào.",
    "help.undo": "Hoàn tác một lô (mặc định: lô mới nhất còn hiệu lực).",
    "help.redo": "Làm lại lô vừa hoàn tác (hoặc lô nêu số).",
    "option.db": "tệp cơ sở dữ liệu; mặc định trong thư mục dữ liệu của người dùng",
    "option.lang": "ngôn ngữ: vi hoặc en",
    "option.no_color": "không tô màu",
    "option.debug": "khi có lỗi chương trình, in chi tiết",
    "option.as_of": "tình hình đến hết ngày này; mặc định hôm nay",
    "option.format": "dạng kết quả: table cho người, còn lại cho máy",
    "option.output": "ghi kết quả ra tệp thay vì màn hình",
    "option.year": "năm của mục tiêu; mặc định năm mới nhất có mục tiêu",
    "option.check": "kết thúc với mã 3 nếu có mục tiêu chưa đạt hoặc không có dữ liệu",
    "option.target": "mã mục tiêu, ví dụ T1",
    "option.name": "tên đầy đủ",
    "option.update.name": "tên mới",
    "option.code": "mã, phần đầu của mã, hoặc tên (không cần dấu)",
    "option.add.code": "mã riêng; mặc định lập từ tên",
    "option.district": "đơn vị cấp huyện (trước 1/7/2025), tên hoặc mã",
    "option.within": "khu hoặc cụm công nghiệp chứa nó",
    "option.investor": "nhà đầu tư",
    "option.sector": "ngành, mã hoặc tên",
    "option.certificate": "số giấy chứng nhận đăng ký đầu tư",
    "option.stage": "giai đoạn hoặc mốc, mã hoặc nhãn tiếng Việt; cần --on",
    "option.list.stage": "chỉ những đối tượng đang ở giai đoạn này",
    "option.suspend": "tạm dừng; cần --on",
    "option.resume": "tiếp tục trở lại sau tạm dừng; cần --on",
    "option.return_to": "trở lại giai đoạn trước; cần --on và --reason",
    "option.health": "tình trạng bên cạnh giai đoạn: đúng tiến độ, chậm, vướng mắc; cần --on",
    "option.reason": "lý do",
    "option.on": "ngày của mốc hoặc số liệu: 20/11/2024, tháng 5/2023, quý III/2024, 2024",
    "option.planned": "mốc hoặc số liệu này là kế hoạch",
    "option.phase": "giai đoạn đầu tư, ví dụ 1",
    "option.capital": 'vốn đăng ký, ví dụ "80 triệu USD"; cần --on',
    "option.area": 'diện tích quy hoạch, ví dụ "15,7 ha"; cần --on',
    "option.labour": "số lao động; cần --on",
    "option.source": "văn bản làm căn cứ: mã nguồn hoặc tên văn bản",
    "option.confidence": "độ tin cậy",
    "option.note": "ghi chú",
    "option.text": "tìm trong tên, mã và tên khác, không cần dấu",
    "option.empty": "không đưa sẵn số liệu Lào Cai",
    "option.file": "tệp CSV (UTF-8)",
    "option.kind": "loại của tệp: zones, clusters, projects, milestones, figures …",
    "option.import.on": "ngày cho những dòng không ghi ngày",
    "option.import.source": "nguồn cho những dòng không ghi nguồn",
    "option.dry_run": "chỉ xem trước, không ghi",
    "option.limit": "số lô mới nhất cần xem",
    "option.batch": "số của lô",
    "typer.Usage:": "Cách dùng:",
    "typer.Options:": "Tuỳ chọn:",
    "typer.Commands:": "Lệnh:",
    "typer.Arguments:": "Tham số:",
    "typer.[OPTIONS]": "[TUỲ CHỌN]",
    "typer.[required]": "[bắt buộc]",
    "typer.Show this message and exit.": "Hiện trợ giúp này.",
    "typer.Install completion for the current shell.": "Cài gợi ý phím Tab cho shell này.",
    "typer.Show completion for the current shell, to copy it or customize the installation.": (
        "In đoạn gợi ý phím Tab để tự cài."
    ),
    "column.former": "Trước là",
    "option.figure": 'số liệu bất kỳ, ví dụ --figure leased="66 ha"; dùng được nhiều lần; cần --on',
    "option.price_base": "giá của số liệu: hiện hành hay so sánh 2010",
    "option.places": "xã, phường nơi nó nằm; dùng được nhiều lần",
    "option.former": "trước đây là đối tượng nào, ví dụ cụm đã chuyển thành khu",
    "figure.form": '"{value}": số liệu viết dạng CHỈ_TIÊU="GIÁ TRỊ", ví dụ leased="66 ha"',
    "column.was": "Trước khi sửa",
    "column.action": "Việc",
    "past.title": "Đã sửa hoặc bỏ",
    "past.update": "đã sửa",
    "past.delete": "đã bỏ",
    "past.act": "{act} ({date})",
    "past.figure": "{measure}: {value} ({date})",
    "entry.form": '"{value}" không phải là số của mốc hay số liệu; xem số bằng lệnh history: m12 là mốc, f7 là số liệu',
    "entry.unknown": "không có mốc hay số liệu {value} của loại này; xem số bằng lệnh history",
    "correct.done": "✔ Đã sửa {entry} – lô {batch}",
    "correct.same": "{entry}: không có gì thay đổi",
    "correct.not-of-milestone": "chỉ sửa được cho số liệu (f…), không phải cho mốc",
    "correct.not-of-figure": "chỉ sửa được cho mốc (m…), không phải cho số liệu",
    "usage.nothing-to-correct": 'chưa nêu sửa gì cho {entry}; ví dụ --on 20/11/2024 hoặc --source "QĐ 9/QĐ-UBND"',
    "void.done": "✔ Đã bỏ {entry} khỏi hồ sơ – lô {batch}; nhật ký vẫn giữ",
    "void.no-reason": "cần nêu lý do bỏ (--reason)",
    "remove.done": "✔ Đã xoá {name} ({code}) – lô {batch}",
    "remove.would": "Xem trước, chưa ghi gì: sẽ xoá {name} ({code})",
    "remove.with": "  Cùng với: {what}",
    "remove.resting": "chưa xoá {name}: còn {what} dựa trên nó. Xem trước bằng --cascade --dry-run, xoá tất cả bằng --cascade; nếu là bản ghi trùng thì dùng merge",
    "alias.done": '✔ {name} nay còn có tên "{alias}" – lô {batch}',
    "alias.same": '{name} đã có tên "{alias}"',
    "merge.done": "✔ Đã gộp {gone} vào {stays} ({code}) – lô {batch}; tên cũ thành tên khác",
    "merge.would": "Xem trước, chưa ghi gì: sẽ gộp {gone} vào {stays} ({code})",
    "merge.moved": "  Chuyển sang: {what}",
    "merge.same": "{code} không thể gộp vào chính nó",
    "help.subject.correct": "Sửa một mốc (m12) hoặc số liệu (f7) của {kind}; bản cũ nằm trong nhật ký. Ví dụ: correct m12 --on 20/11/2024",
    "help.subject.void": 'Bỏ một mốc hoặc số liệu sai của {kind}, có lý do. Ví dụ: void f7 --reason "nhầm đơn vị"',
    "help.subject.remove": "Xoá một {kind} chưa có gì dựa trên; --cascade xoá cả những gì dựa trên nó.",
    "help.subject.alias": 'Ghi thêm một tên khác của {kind}. Ví dụ: alias vo-lao "Khu CN Võ Lao"',
    "help.subject.merge": "Gộp hai bản ghi của cùng một {kind}. Ví dụ: merge ban-phung --into ban-phung-2",
    "option.entry": "số của mốc (m12) hoặc số liệu (f7), xem bằng history",
    "option.value": 'giá trị đúng, ví dụ "15,7 ha"',
    "option.status": "thực tế hay kế hoạch",
    "option.cascade": "xoá cả mốc, số liệu, tên khác dựa trên nó",
    "option.into": "mã của bản ghi được giữ lại",
    "option.alias.name": "tên khác",
    "correct.became": "  {old} → {new}",
    "remove.target": "chưa xoá {name}: mục tiêu {targets} nêu đích danh nó; sửa mục tiêu trước, hoặc gộp (merge) nếu là bản ghi trùng",
    "column.occupancy": "Tỷ lệ lấp đầy (tính)",
    "occupancy.unknown": "chưa tính được: thiếu {lacking}",
    "measure.area-industrial": "diện tích đất công nghiệp",
    "measure.area-service": "diện tích đất dịch vụ",
    "option.version": "in phiên bản rồi kết thúc",
    "bug": "lỗi của chương trình ({kind}: {reason}); xem zone-tracker log để biết đã ghi gì chưa, chạy lại với --debug và gửi kết quả cho người bảo trì",
    "status.title-nameless": "Tình hình đến hết ngày {as_of}",
    "status.no-targets": "Chưa có mục tiêu nào; nhập tệp mục tiêu bằng zone-tracker import --kind targets",
    "column.gap": "Loại thiếu",
    "column.undoes": "Hoàn tác lô",
    "column.undone_by": "Bị hoàn tác bởi",
    "resting.milestone": "{count} mốc",
    "resting.figure": "{count} số liệu",
    "resting.place": "{count} địa điểm",
    "resting.alias": "{count} tên khác",
    "resting.reading_subject": "{count} cách đọc mục tiêu",
    "resting.subject": "{count} đối tượng nằm trong (vẫn giữ)",
    "kind.province": "tỉnh",
    "import.refused": "{path}: {count} lỗi; chưa ghi gì. Sửa tệp rồi nhập lại cả tệp",
    "record.future": "  ⚠ {date} còn ở phía trước; nếu là kế hoạch, hãy hoàn tác và thêm --planned",
    "where.form": 'không đọc được điều kiện "{value}"; viết TÊN, dấu, GIÁ TRỊ liền nhau trong ngoặc kép, dấu là một trong = != < <= > >= ~, ví dụ "stage>=land-clearance" hoặc "capital>=100 tỷ"',
    "where.field": 'không có cột hay chỉ tiêu "{value}"{guess} Các cột: {allowed}; hoặc mã hay tên của một chỉ tiêu, ví dụ occupancy',
    "where.operator": 'dấu "{value}" không dùng được với {name}; chỉ dùng {allowed}, ví dụ "{example}"',
    "where.no-stage": '"{value}" không phải là một giai đoạn nên không có đối tượng nào đứng ở đó; các giai đoạn: {stages}',
    "where.no-rank": '"{value}" không đứng trước hay sau giai đoạn nào; với nó chỉ dùng = và !=. Các giai đoạn theo thứ tự: {stages}',
    "where.open-date": '"{value}" không có ngày đầu; so với một ngày hoặc một kỳ, ví dụ stage_since>=1/7/2024 hoặc stage_since<2024',
    "list.key": '"{value}" không phải là cột của danh sách{guess} Các cột: {allowed}',
    "list.shown": "Hiện {shown} trong {count}; xem tất cả: --limit 0",
    "list.unknown": "{count} đối tượng không xét được vì hồ sơ chưa ghi, hoặc ghi không đủ chính xác, điều được hỏi",
    "option.where": 'điều kiện, lặp lại được, phải đúng tất cả: "stage>=land-clearance", "capital>=100 tỷ", "area<100 ha", "stage_since<2024", "investor~nexus", "source=none"',
    "option.sort": "xếp theo những cột này, dấu trừ để đảo thứ tự: capital_vnd, -stage_since, name …",
    "option.columns": "chỉ những cột này, theo thứ tự nêu: code, name, stage, area_m2 …",
    "option.list.limit": "số dòng nhiều nhất; 0 là tất cả; mặc định 50 trên màn hình",
    "where.not-exact": '"{value}" không phải là một con số chính xác; so với một số, không kèm khoảng, hơn, dưới hay hai đầu, ví dụ 100 ha',
    "column.capital_in_vnd": "Vốn đăng ký (VND)",
    "column.capital_in_usd": "Vốn đăng ký (USD)",
    "column.achieved": "Đạt kế hoạch",
    "column.acts": "Mốc",
    "column.count": "Số lượng",
    "column.disagrees": "So các nguồn",
    "column.document": "Văn bản",
    "column.figures": "Số liệu",
    "column.group": "Nhóm",
    "column.life": "Có hiệu lực",
    "column.names": "Gồm",
    "column.old_districts": "Từ các huyện cũ",
    "column.others": "Khác",
    "column.parent_name": "Tên đơn vị cấp trên",
    "column.period": "Kỳ",
    "column.ref": "Mã và ngày",
    "column.sort": "Bản ghi",
    "column.source_code": "Mã nguồn",
    "column.subjects": "Đối tượng",
    "column.targets": "Mục tiêu",
    "column.through": "Qua đơn vị",
    "column.today": "Nay là",
    "column.what": "Nội dung ghi",
    "area.exists": "đơn vị có mã {value} và ngày bắt đầu này đã có trong hồ sơ; xem zone-tracker area show {value}",
    "area.overlaps": "mã này trùng thời gian với {other}; mỗi ngày một mã chỉ thuộc một đơn vị, sửa ngày bắt đầu hoặc kết thúc",
    "area.reversed": "ngày kết thúc {end} trước ngày bắt đầu {start}; sửa một trong hai",
    "areas.became": "Trở thành",
    "areas.from": "từ {start} đến nay",
    "areas.from-to": "từ {start} đến hết {end}",
    "areas.heading": "{name} ({ref}) – đến hết ngày {as_of}",
    "areas.inside": "Đối tượng nằm ở đây",
    "areas.made-of": "Hình thành từ",
    "areas.no-days": "không rõ ngày",
    "record.takes-over": "  Thay cho {name} ({ref}), hết {end}, từ {date}",
    "areas.to": "đến hết {end}",
    "record.source": "  Nguồn: {source}",
    "indicator.no-province": "hồ sơ chưa có tỉnh nào để ghi số liệu; nhập một tệp tỉnh trước: zone-tracker import FILE.csv --kind provinces",
    "indicators.heading": "{measure} – đến hết ngày {as_of}",
    "record.indicator-other": "  ≠ Nguồn khác ghi {value} cho {date} ({status}): {source}",
    "indicators.over-time": "Các số liệu theo thời gian",
    "indicators.plans": "Kế hoạch và thực tế cùng kỳ",
    "record.indicator": "  Ghi số liệu: {value} – {date} ({status})",
    "indicators.star": "* suy ra từ số khác, không nguồn nào in số này",
    "indicators.title": "Chỉ tiêu của tỉnh, đến hết ngày {as_of}",
    "measure.unknown": 'không có chỉ tiêu "{value}"{guess} Các chỉ tiêu: {allowed}',
    "reading.exists": "mục tiêu này đã có cách đọc mã {value}; dùng mã khác",
    "reading.health": '"{act}" là tình trạng bên cạnh giai đoạn, không cách đếm nào tính nó; dùng một mốc khác',
    "reading.no-rank": '"{act}" không phải là giai đoạn tiến trình, không có thứ bậc để so; dùng một giai đoạn',
    "reading.other-kind": "có đối tượng không thuộc loại được đếm ({kind}); chỉ nêu đối tượng loại này",
    "reading.threshold": "ngưỡng {threshold} lớn hơn số đối tượng được nêu ({named}), không bao giờ đạt được; giảm ngưỡng hoặc nêu thêm",
    "reading.threshold-zero": "ngưỡng phải từ 1 trở lên, nếu không lúc nào cũng đạt",
    "reading.units-and-subjects": "đã đếm theo tập đơn vị thì không nêu đích danh đối tượng; bỏ một trong hai",
    "reading.unknown": 'mục tiêu này không có cách đọc "{value}"; các cách đọc: {allowed}',
    "sector.exists": "đã có ngành mã {value}; dùng mã khác",
    "sectors.heading": "{name} ({code}) – đến hết ngày {as_of}",
    "sectors.of": "Thuộc nhóm: {group}",
    "sectors.projects": "Dự án ({count})",
    "sectors.source": "Nguồn: {source}",
    "sectors.title": "Nhóm ngành, ngành và số dự án",
    "sectors.unknown": "Chưa rõ ngành: {count} dự án",
    "source.exists": "đã có nguồn mã {code} ({title}); dùng mã khác",
    "source.same-title": "đã có nguồn cùng tên: {code} ({title}); nếu là văn bản khác, ghi rõ --publisher, --number hoặc --date",
    "sources.kind": "nguồn",
    "sources.missing": "Bản ghi chưa có nguồn ({count})",
    "sources.nothing": "Không có bản ghi nào dựa vào nguồn này",
    "sources.others": "Bản ghi khác dựa vào nguồn này",
    "sources.pair": "{name} → {what}",
    "sources.records": "Bản ghi dựa vào nguồn này ({count})",
    "sources.title": "Nguồn ({count})",
    "sources.unused": "Nguồn chưa được dùng ({count})",
    "succession.ends-later": "{old} còn có hiệu lực đến hết {end}, không thể được thay từ {date}; sửa ngày",
    "succession.no-date": "cần ngày đơn vị mới thay đơn vị cũ (--on, hoặc --from)",
    "succession.not-before": "{old} chỉ có từ sau ngày kết thúc {end}; sửa ngày",
    "succession.of-what": "cần nêu đơn vị cũ được thay (--succeeds)",
    "succession.other-end": "{old} đã ghi kết thúc ngày {end}; bỏ --old-to hoặc ghi đúng ngày đó",
    "succession.still-valid": "{old} vẫn còn có hiệu lực vào {date}; ghi ngày cuối của nó bằng --old-to",
    "target.exists": "đã có mục tiêu {value}; dùng target update {value}",
    "record.main": "  Cách đọc chính: {old} → {new}",
    "target.no-main": "mục tiêu {code} chưa có cách đọc chính nên chưa đánh giá được; thêm bằng: zone-tracker target update {code} --reading hoặc --main",
    "record.reading": "  Thêm cách đọc {code}: {title}",
    "usage.missing-alone": "--missing liệt kê bản ghi, không lọc nguồn; bỏ --text và --unused",
    "usage.nothing-for-target": "chưa nêu gì để cập nhật cho mục tiêu {code}; ví dụ --title-vi, --source, --reading hoặc --main",
    "help.indicator": "Chỉ tiêu của tỉnh (giá trị sản xuất, tỷ trọng, GRDP …): liệt kê, xem, thêm.",
    "help.indicator.list": "Các chỉ tiêu của tỉnh, mới nhất trước; dấu * là số suy ra.",
    "help.indicator.show": "Một chỉ tiêu theo thời gian, chỗ các nguồn khác nhau, kế hoạch và thực tế.",
    "help.indicator.add": 'Ghi một số liệu của tỉnh. Ví dụ: add industrial-output "46.100 tỷ đồng" --on 2023 --source "Báo cáo ..."; số âm đứng sau --: add ... --on 2023 -- industrial-output-growth -2%',
    "help.sector": "Nhóm ngành và ngành công nghiệp: liệt kê, xem, thêm.",
    "help.sector.list": "Các nhóm ngành, ngành trong nhóm và số dự án.",
    "help.sector.show": "Một ngành hoặc nhóm ngành và các dự án trong đó.",
    "help.sector.add": 'Thêm một ngành hoặc nhóm ngành. Ví dụ: add go-xay-dung "Gỗ xây dựng" --name-en "Building timber" --group maintained',
    "help.area": "Đơn vị hành chính theo thời gian: liệt kê, xem, thêm.",
    "help.area.list": "Các đơn vị của một cấp có hiệu lực trong một ngày; mặc định cấp huyện.",
    "help.area.show": "Một đơn vị: thời gian có hiệu lực, nay là đơn vị nào, hình thành từ đâu, đối tượng nằm ở đó.",
    "help.area.add": 'Thêm một đơn vị, và đơn vị cũ mà nó thay. Ví dụ: add 02999 "Xã Mới" --level commune --parent 15@2025-07-01 --succeeds "02683@2025-07-01;02725@2025-07-01" --on 01/7/2028 --old-to 30/6/2028',
    "help.source": "Văn bản nguồn: liệt kê, xem, thêm.",
    "help.source.list": "Các văn bản nguồn, mới nhất trước, và số bản ghi dựa vào từng văn bản.",
    "help.source.show": "Một văn bản nguồn và mọi bản ghi dựa vào nó.",
    "help.source.add": 'Thêm một văn bản nguồn. Ví dụ: add qd-123-2024 "Quyết định thành lập CCN Mường Khương" --number 123/QĐ-UBND --date 20/11/2024',
    "help.target.add": 'Thêm một mục tiêu cùng cách đọc chính. Ví dụ: add T10 --year 2025 --title-vi "Thêm 1 cụm" --title-en "One more cluster" --reading new --count-by act --kind cluster --acts established --flow flow --threshold 1',
    "help.target.update": "Sửa tiêu đề, nguồn; thêm một cách đọc; chọn cách đọc chính (luôn có đúng một). Ví dụ: update T2 --main land-clearance",
    "option.acts": "các mốc được đếm, cách nhau bằng dấu ;",
    "option.area_code": "mã đơn vị, giữ số 0 ở đầu",
    "option.area_name": 'tên đầy đủ, ví dụ "Xã Bảo Hà"',
    "option.area_ref": "mã, mã kèm ngày (15@2025-07-01) hoặc tên, không cần dấu",
    "option.baseline": "số đã có trước kỳ, chỉ để nêu, không cộng vào",
    "option.count_by": "cách đếm: act (có mốc), stage-at-least (đang ở giai đoạn đó trở lên), advanced (tiến thêm), any-act (bất kỳ mốc)",
    "option.counted_kind": "loại đối tượng được đếm: zone, cluster, project, deliverable",
    "option.date": "ngày ban hành hoặc đăng: 20/11/2024, tháng 5/2023, 2024",
    "option.derived": "số này được suy ra, không nguồn nào in",
    "option.document": "mã nguồn, số hiệu hoặc tên văn bản, không cần dấu",
    "option.figure_value": 'giá trị kèm đơn vị, ví dụ "46.100 tỷ đồng", "0,07%"',
    "option.figure_year": "chỉ số liệu của năm này",
    "option.flow": "stock (tính tất cả đến cuối kỳ) hoặc flow (chỉ phát sinh trong kỳ); mặc định stock",
    "option.group": "nhóm ngành chứa nó; bỏ trống nếu là nhóm",
    "option.level": "cấp: province (tỉnh), district (huyện), commune (xã)",
    "option.main": "mã cách đọc sẽ là cách đọc chính",
    "option.measure": "chỉ tiêu: mã hoặc tên, không cần dấu",
    "option.missing": "thay vào đó: các đối tượng, mốc, số liệu, mục tiêu chưa có nguồn",
    "option.name_en": "tên tiếng Anh (bắt buộc)",
    "option.number": "số hiệu văn bản",
    "option.old_to": "ngày cuối của các đơn vị cũ, nếu hồ sơ chưa ghi",
    "option.parent": "đơn vị cấp trên: mã, mã kèm ngày hoặc tên",
    "option.period": "kỳ của mục tiêu, ngày cuối là hạn; mặc định cả năm",
    "option.publisher": "cơ quan ban hành hoặc nơi đăng",
    "option.reading": "mã của cách đọc, ví dụ new-2025",
    "option.reading_source": "nguồn của cách đọc; mặc định nguồn của mục tiêu",
    "option.reading_title_en": "tiêu đề tiếng Anh của cách đọc",
    "option.reading_title_vi": "tiêu đề tiếng Việt của cách đọc",
    "option.sector_code": "mã ngành, chữ thường không dấu",
    "option.sector_name": "tên tiếng Việt",
    "option.source_code": "mã nguồn, ví dụ qd-123-2024",
    "option.source_text": "tìm trong tên, số hiệu, nơi đăng và mã, không cần dấu",
    "option.subjects": "chỉ xét các đối tượng này: mã, cách nhau bằng dấu ;",
    "option.succeeded_on": "ngày đơn vị mới thay đơn vị cũ; mặc định ngày --from",
    "option.succeeds": "các đơn vị cũ mà nó thay, cách nhau bằng dấu ;",
    "option.target_year": "năm của mục tiêu (bắt buộc)",
    "option.threshold": "cần ít nhất bao nhiêu (mỗi đơn vị, nếu có --units)",
    "option.title": "tên văn bản",
    "option.title_en": "tiêu đề tiếng Anh của mục tiêu",
    "option.title_vi": "tiêu đề tiếng Việt của mục tiêu",
    "option.unit_set": "tập đơn vị mà đơn vị nào cũng phải đạt, ví dụ districts-9",
    "option.unused": "chỉ những văn bản chưa có bản ghi nào dựa vào",
    "option.url": "địa chỉ trên mạng",
    "option.valid_from": "ngày đầu tiên có hiệu lực",
    "option.valid_on": "các đơn vị có hiệu lực trong ngày này; mặc định hôm nay, hoặc ngày cuối cấp đó còn đơn vị",
    "option.valid_to": "ngày cuối cùng có hiệu lực",
    "sectors.counted": "· {name}: {count} dự án",
    "areas.title": "Đơn vị cấp {level}, ngày {on}",
    "areas.over": "Cấp {level} có đến hết ngày {last}; đơn vị hiện nay xem bằng --level commune",
    "usage.negative": '"{value} …" bị hiểu là một tuỳ chọn; số âm phải đứng sau --, sau mọi tuỳ chọn. Xem: {command} --help',
    "succession.before-new": "đơn vị mới chưa có vào {date}; --on không thể trước --from",
    "indicators.derived": "* {value}",
    "areas.named": "{name} ({ref})",
    "sources.heading": "{title} ({code})",
    "sectors.member": "· {name}",
    "indicators.differs": "≠ {value}",
    "indicators.unequal": "≠ các nguồn ghi khác nhau cho cùng kỳ",
    "sources.act": "{what} – {date}",
    "sources.planned-act": "{what} – {date} (kế hoạch)",
    "sources.figure": "{what}: {value} – {date}",
    "sources.planned-figure": "{what}: {value} – {date} (kế hoạch)",
    "sources.subject": "{name} ({what})",
    "column.used": "Dùng cho",
    "sources.acts": "{count} mốc",
    "sources.figures": "{count} số liệu",
    "sources.targets": "{count} mục tiêu",
    "sources.subjects": "{count} đối tượng",
    "sources.others-count": "{count} bản ghi khác",
    "help.find": "Tìm một đoạn chữ trong mọi thứ: mã, tên, tên khác, nhà đầu tư, ghi chú, lý do, nguồn, địa danh, ngành, mục tiêu. Không cần dấu. Ví dụ: find nexus",
    "option.wanted": "chữ cần tìm, không cần dấu",
    "option.find.limit": "số dòng nhiều nhất; 0 là tất cả; mặc định 50 trên màn hình",
    "found.title": 'Tìm "{text}": {count} chỗ',
    "found.none": "không thấy ở đâu trong hồ sơ; thử ít chữ hơn",
    "found.in": "{place}: {text}",
    "column.found_in": "Thấy ở",
    "column.excerpt": "Trích",
    "column.act_note": "Ghi chú của mốc",
    "column.figure_note": "Ghi chú của số liệu",
    "kind.source": "nguồn",
    "kind.area": "địa danh",
    "kind.sector": "ngành",
    "kind.target": "mục tiêu",
    "usage.db": "--db cần tên một tệp; bỏ --db để dùng cơ sở dữ liệu của riêng bạn",
    "usage.lang-environment": 'ZONE_TRACKER_LANG "{value}" không có; dùng vi hoặc en',
    "said": "{term}",
    "found.zone": "KCN",
    "found.cluster": "CCN",
    "found.deliverable": "sản phẩm",
    "interrupted": "đã dừng theo yêu cầu; chưa ghi gì",
    "interrupted-written": "đã dừng theo yêu cầu; dữ liệu đã được ghi, xem zone-tracker log",
    "example.zone": 'add "KCN Bảo Hà" --district "Bảo Yên" --stage "trong quy hoạch" --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.cluster": 'add "CCN Mường Khương" --district "Mường Khương" --stage "đã thành lập" --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.project": 'add "Nhà máy gạch Phố Lu" --district "Bảo Thắng" --stage "đang xây dựng" --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.deliverable": 'add "Kế hoạch khuyến công 2025" --stage "đã ban hành" --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "help.subject.add": "Thêm một {kind}. Ví dụ: {example}",
    "typer.[OPTIONS] COMMAND [ARGS]...": "LỆNH [TUỲ CHỌN]",
    "usage.bears-on-nothing": "{option} chưa nói về điều gì: thêm mốc (--stage …) hoặc số liệu (--area …), hoặc bỏ {option}",
    "text.signs": '"{value}" không có chữ hay số nào để tìm',
    "find.nothing": 'không tìm thấy {kind} nào là "{value}"{guess} Xem danh sách bằng lệnh list, hoặc thêm mới bằng add',
    "former.itself": "một đối tượng không thể trước đây là chính nó",
    "merge.target": "chưa gộp {gone} vào {stays}: mục tiêu {targets} nêu cả hai, gộp lại sẽ đếm thiếu một; sửa mục tiêu trước",
    "record.act-return": '  Ghi mốc: {act} – {date}: về "{return_to}", vì {reason}',
    "record.figure-planned": "  Ghi số liệu kế hoạch: {measure} {value} – {date}",
}
