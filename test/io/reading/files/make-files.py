"""Writes the Parquet files of these tests with pyarrow: python3 make-files.py (needs pyarrow)."""
import datetime as dt
import decimal
import pyarrow as pa
import pyarrow.parquet as pq

D = decimal.Decimal
utc = dt.timezone.utc
table = pa.table({
    'int8': pa.array([1, None, -128, 127], pa.int8()),
    'uint32': pa.array([0, 4294967295, None, 7], pa.uint32()),
    'int64': pa.array([9007199254740993, -9223372036854775808, None, 5], pa.int64()),
    'uint64': pa.array([18446744073709551615, 1, 2, None], pa.uint64()),
    'float': pa.array([0.5, None, float('nan'), -1.25], pa.float32()),
    'double': pa.array([0.1, 1e300, None, 0.30000000000000004], pa.float64()),
    'bool': pa.array([True, False, None, True]),
    'text': pa.array(['00123', 'a,b "c"', None, 'Zürich'], pa.string()),
    'day': pa.array([dt.date(2024, 2, 29), dt.date(1969, 12, 31), None, dt.date(1, 1, 1)], pa.date32()),
    'at_ms': pa.array([dt.datetime(2024, 3, 1, 12, 30, 0, 500000), None, dt.datetime(1969, 12, 31, 23, 59, 59, 999000), dt.datetime(2000, 1, 1)], pa.timestamp('ms')),
    'at_us': pa.array([dt.datetime(2024, 3, 1, 12, 30, 0, 123456, tzinfo=utc), None, dt.datetime(2000, 1, 1, tzinfo=utc), dt.datetime(2000, 1, 1, 0, 0, 1, tzinfo=utc)], pa.timestamp('us', tz='UTC')),
    'at_ns': pa.array([1700000000123456789, None, 0, -1], pa.timestamp('ns')),
    'time': pa.array([dt.time(1, 2, 3), None, dt.time(0, 0, 0), dt.time(23, 59, 59, 500000)], pa.time64('us')),
    'price': pa.array([D('12.30'), D('-0.05'), None, D('99999999.99')], pa.decimal128(10, 2)),
    'wide': pa.array([D('12345678901234567890.123456'), D('-1.000001'), None, D('0')], pa.decimal128(30, 6)),
    'level': pa.array(['low', 'high', None, 'low']).dictionary_encode(),
    'place': pa.array([{'city': 'Bern', 'zip': 3000}, {'city': None, 'zip': 8001}, None, {'city': 'Genève', 'zip': None}]),
    'tags': pa.array([['a', 'b'], [], None, ['c']], pa.list_(pa.string())),
})
pq.write_table(table, 'common.parquet', compression='snappy')

n = 2500
many = pa.table({
    'id': pa.array(range(n), pa.int64()),
    'group': pa.array([['red', 'green', 'blue'][i % 3] for i in range(n)]).dictionary_encode(),
    'value': pa.array([i / 8 if i % 10 else None for i in range(n)], pa.float64()),
})
for codec in ['gzip', 'zstd', 'brotli', 'lz4', 'none']:
    pq.write_table(many.slice(0, 60), f'{codec}.parquet', compression=codec, store_schema=False, write_statistics=False)
pq.write_table(many, 'groups.parquet', compression='zstd', row_group_size=1000, store_schema=False, write_statistics=False)
pq.write_table(many.slice(0, 40), 'pages-v2.parquet', compression='zstd', data_page_version='2.0', column_encoding={'id': 'DELTA_BINARY_PACKED', 'value': 'BYTE_STREAM_SPLIT'}, use_dictionary=['group'], store_schema=False, write_statistics=False)
