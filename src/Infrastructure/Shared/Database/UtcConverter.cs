using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>Every instant is UTC; SQLite forgets it, and PostgreSQL refuses any other.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTime, DateTime>(instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
