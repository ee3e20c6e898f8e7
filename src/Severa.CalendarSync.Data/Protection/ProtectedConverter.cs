using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Severa.CalendarSync.Data.Protection;

/// <summary>Encrypts a text column on its way into the database. Such a column cannot be searched.</summary>
internal sealed class ProtectedConverter(ColumnProtector protector)
    : ValueConverter<string, string>(text => protector.Protect(text), stored => protector.Unprotect(stored));
