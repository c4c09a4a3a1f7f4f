"""Giá trị: cách viết và giá trị không đọc được."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "yes": "có",
    "no": "không",
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
        '"{value}": tiêu đề cột ghi đơn vị khác nhưng ô chỉ ghi "{word}"; hãy ghi đủ đơn vị, '
        'ví dụ "{word} đồng" hoặc "{word} USD", hoặc xem lại cột'
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
    "no-source": "(chưa có nguồn)",
    "guess": '; ý bạn là "{word}"?',
    "no-guess": ".",
    "no-stage-but": "– ({act})",
    "unknown-district": "(chưa rõ huyện)",
    "list.title": "{kind}, đến hết ngày {as_of}",
    "word.unknown": '"{value}" không có trong danh sách{guess} Chọn một trong: {allowed}',
    "code.form": (
        '"{value}" không đúng dạng mã; dùng chữ thường không dấu, số và gạch nối, ví dụ ccn-bat-xat'
    ),
    "url.form": '"{value}" không phải là địa chỉ web; phải bắt đầu bằng http:// hoặc https://',
    "count.form": '"{value}" không phải là số nguyên',
    "past.title": "Đã sửa hoặc bỏ",
    "past.update": "đã sửa",
    "past.delete": "đã bỏ",
    "past.act": "{act} ({date})",
    "past.figure": "{measure}: {value} ({date})",
    "list.key": '"{value}" không phải là cột của danh sách{guess} Các cột: {allowed}',
    "list.shown": "Hiện {shown} trong {count}; xem tất cả: --limit 0",
    "list.unknown": "{count} đối tượng không xét được vì hồ sơ chưa ghi, hoặc ghi không đủ chính xác, điều được hỏi",
    "text.signs": '"{value}" không có chữ hay số nào để tìm',
    "code.empty": "chưa nêu mã nào; hãy ghi mã, xem các mã đã có bằng lệnh list",
    "code.taken": "mã {code} đã là của {name}; hãy chọn mã khác, hoặc dùng update {code} nếu là một",
    "code.prefix": 'mã của loại này phải bắt đầu bằng "{prefix}", không phải "{value}"',
    "name-kind-word": '"{value}" chỉ là từ chỉ loại, chưa phải là tên; hãy ghi cả tên, ví dụ "KCN Võ Lao"',
    "period-unread": '"{value}" không phải là một kỳ; hãy viết như {forms} (6t, nam: kỳ báo cáo cụm công nghiệp), hoặc quý III/2024, 6 tháng đầu năm 2024',
    "period-not-begun": 'kỳ "{value}" bắt đầu từ {start}, chưa đến; hãy chọn kỳ đã bắt đầu',
    "span-unread": '"{value}" không phải là một khoảng thời gian; hãy viết như 90d, 6m, 1y, 90 ngày, 6 tháng hoặc 1 năm',
    "text": "{text}",
    "moment.day": "đến hết ngày {day}",
    "moment.at": "đến {at}",
    "moment.snapshot": 'đến lần chốt "{name}" ({at})',
    "moment.form": '"{value}" không phải thời điểm viết đúng; hãy viết như 05/7/2024 hoặc 2024-07-05T17:00',
    "moment.ahead": '"{value}" chưa đến; chỉ nhìn lại được điều đã ghi',
    "moment.unknown": '"{value}" không phải là ngày, cũng không phải tên một lần chốt; viết ngày như 05/7/2024, xem tên bằng zone-tracker snapshot list',
    "slip.replaced": "– đã có bản sau",
    "slip.on-time": "✔ đúng hạn",
    "slip.overdue": "✘ đang chậm {by}",
    "slip.just-due": "✘ vừa hết hạn",
    "slip.ahead": "◷ chưa đến hạn",
    "slip.ended": "– không còn: {act} ({date})",
    "length.day": "{count} ngày",
    "length.days": "{count} ngày",
    "length.month": "{count} tháng",
    "length.months": "{count} tháng",
    "length.year": "{count} năm",
    "length.years": "{count} năm",
    "length.range": "{least}–{most}",
    "length.under": "chưa đầy {length}",
    "length.at-least": "ít nhất {length}",
    "length.at-most": "nhiều nhất {length}",
    "slip.early": "✔ đã xong, sớm {by}",
    "slip.late": "✔ đã xong, chậm {by}",
    "slip.maybe-late": "~ đã xong, có thể chậm, nhiều nhất {by}",
    "moment.now": "đến nay",
    "moment.from-day": "từ {day}",
    "moment.from-at": "sau {at}",
    "moment.from-snapshot": 'từ lần chốt "{name}" ({at})',
    "past.confirmation": "rà soát ({date})",
    "column.in-group": "{group} – {label}",
    "text.long": '"{value}" dài quá {most} ký tự, không tìm được; viết ngắn hơn',
    "number-leading-point": '"{value}" thiếu chữ số trước dấu thập phân; hãy viết đủ, ví dụ {example}',
    "quantity-is-date": '"{value}" là ngày hoặc giờ, không phải là số; nếu ô mang số mà đang định dạng ngày, hãy đổi định dạng ô thành số',
    "cell.dash": 'một gạch ngang không nói điều gì; bỏ đi nếu không biết, để trống ("") nếu muốn xoá',
    "name-no-word": '"{value}" không phải là tên; hãy ghi đủ tên như trong văn bản, ví dụ "Nhà máy gạch Phố Lu"',
    "quantity-lines": '"{value}": nhiều số trong một ô; chỉ ghi một số',
    "filter.empty": "để trống thì không chọn được gì; bỏ tuỳ chọn này đi nếu muốn xem tất cả",
    "date-month-first": '"{value}" viết tháng trước ngày; ở đây ngày đứng trước, hãy viết {instead} nếu đúng là ngày đó; nếu cả cột viết tháng trước thì nhập với --profile có dates = "month-first"',
    "stage.empty": 'chưa nêu giai đoạn; hãy ghi một giai đoạn, ví dụ "investment-approved"',
}
