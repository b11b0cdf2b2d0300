<?php
/**
 * Put a page of two revisions with comments, and more pages of comments, into an empty wiki, told on standard input as
 * JSON; says which revisions to compare. Run by the wiki's own PHP.
 */

use MediaWiki\MediaWikiServices;
use MediaWiki\Revision\SlotRecord;

require_once '/usr/share/mediawiki/maintenance/Maintenance.php';

class Filling extends Maintenance {
	/** Put it there, as the first administrator. */
	public function execute() {
		$told = json_decode( stream_get_contents( STDIN ), true );
		$section = "\n\n== A comment ==\n" . str_replace( '**', "'''", $told['comment'] );
		$sections = str_repeat( $section, $told['shown'] );
		$pages = intdiv( $told['comments'], $told['shown'] );
		for ( $number = 1; $number < $pages; $number++ ) {
			$this->save( "Document $number", "What was said of it." . $sections );
		}
		$this->save( 'Rare', $told['rare'] );
		$first = $this->save( 'Document', $told['text'] . $sections );
		$second = $this->save( 'Document', $told['text'] . "\n\nAnd one sentence more.\n" . $sections );
		$this->output( json_encode( [ 'first' => $first, 'second' => $second ] ) . "\n" );
	}

	private function save( string $name, string $text ): int {
		$page = MediaWikiServices::getInstance()->getWikiPageFactory()->newFromTitle( Title::newFromText( $name ) );
		$updater = $page->newPageUpdater( User::newFromName( 'Bench' ) );
		$updater->setContent( SlotRecord::MAIN, new WikitextContent( $text ) );
		return $updater->saveRevision( CommentStoreComment::newUnsavedComment( 'said' ) )->getId();
	}
}

$maintClass = Filling::class;
require_once RUN_MAINTENANCE_IF_MAIN;
