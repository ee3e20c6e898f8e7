using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Severa.CalendarSync.Data.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Nodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ListenerNode",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ListenerUntil",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ListenerNode",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "ListenerUntil",
                table: "ExchangeConnections");
        }
    }
}
